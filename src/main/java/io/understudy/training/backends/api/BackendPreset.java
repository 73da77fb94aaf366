package io.understudy.training.backends.api;

import io.understudy.prompting.guide.Preset;

/**
 * Settings that go together.
 *
 * @param name two or three words
 * @param purpose what one gets, in one line
 * @param sampleEvery steps between samples
 */
public record BackendPreset(
        String name,
        String purpose,
        int steps,
        double learningRate,
        int rank,
        double alpha,
        int batchSize,
        int resolution,
        int sampleEvery,
        int saveEvery) {
    /** One of the guide's, whose intervals follow the number of steps. */
    public static BackendPreset of(Preset guide) {
        return new BackendPreset(
                guide.label(),
                guide.purpose(),
                guide.steps(),
                guide.learningRate(),
                guide.rank(),
                guide.alpha(),
                guide.batchSize(),
                guide.resolution(),
                guide.steps() / 8,
                guide.steps() / 8);
    }
}
