package io.understudy.training.backends.api;

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
        int saveEvery) {}
