package io.understudy.training.lists;

import org.jspecify.annotations.Nullable;

/**
 * How often runs of a character with the same settings led to something.
 *
 * @param backendName as people know it
 * @param preset that these settings are, of the backend or of the guide; null for other settings
 * @param runs that are over
 * @param approved runs that ended in an approved version
 */
public record TrackRecord(
        String backend,
        String backendName,
        @Nullable String preset,
        int steps,
        double learningRate,
        int rank,
        double alpha,
        int batchSize,
        int resolution,
        int runs,
        int succeeded,
        int approved) {}
