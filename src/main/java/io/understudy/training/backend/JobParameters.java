package io.understudy.training.backend;

import java.util.List;

/**
 * What a job is asked to do, in the guide's terms and as for FLUX; a backend that needs other numbers converts them
 * itself and says so in its {@link BackendCapabilities}.
 *
 * @param triggerWord the words every caption starts with
 * @param steps optimiser steps
 * @param alpha the update is scaled by alpha / rank
 * @param resolution edge length in px
 * @param sampleEvery steps between samples; 0 for none
 * @param saveEvery steps between checkpoints; 0 for none
 */
public record JobParameters(
        String triggerWord,
        int steps,
        double learningRate,
        int rank,
        double alpha,
        int batchSize,
        int resolution,
        long seed,
        int sampleEvery,
        int saveEvery,
        List<JobSample> samples) {
    public JobParameters {
        samples = List.copyOf(samples);
    }

    /** A picture drawn at every sample interval; reported back under its position in the list. */
    public record JobSample(String prompt, long seed) {}
}
