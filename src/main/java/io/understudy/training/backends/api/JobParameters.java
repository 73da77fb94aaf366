package io.understudy.training.backends.api;

import java.util.List;
import java.util.Map;

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
 * @param options the values of the backend's own {@link BackendOption}s; one that is missing has its fallback
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
        List<JobSample> samples,
        Map<String, String> options) {
    public JobParameters {
        samples = List.copyOf(samples);
        options = Map.copyOf(options);
    }

    public JobParameters(
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
        this(
                triggerWord,
                steps,
                learningRate,
                rank,
                alpha,
                batchSize,
                resolution,
                seed,
                sampleEvery,
                saveEvery,
                samples,
                Map.of());
    }

    /** A picture generated at every sample interval; reported back under its position in the list. */
    public record JobSample(String prompt, long seed) {}
}
