package io.understudy.mini.training;

import java.util.List;

/**
 * When a run generates samples and keeps checkpoints.
 *
 * @param prompts     one picture each, generated with the same seed at every interval so that progress can be compared
 * @param sampleEvery steps between samples; 0 for none
 * @param saveEvery   steps between checkpoints; 0 for none
 */
public record SamplePlan(List<String> prompts, int sampleEvery, int saveEvery) {
    public SamplePlan {
        prompts = List.copyOf(prompts);
        if (sampleEvery < 0 || saveEvery < 0) {
            throw new IllegalArgumentException("An interval cannot be negative.");
        }
    }

    boolean samplesAt(int step, int steps) {
        return sampleEvery > 0 && !prompts.isEmpty() && (step % sampleEvery == 0 || step == steps);
    }

    boolean savesAt(int step, int steps) {
        return saveEvery > 0 && step > 0 && (step % saveEvery == 0 || step == steps);
    }
}
