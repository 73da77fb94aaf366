package io.understudy.training.backends.api;

import io.understudy.training.TrainingSettings;

/**
 * What was measured at one optimiser step.
 *
 * @param step 1 for the first
 * @param loss of this step, not smoothed
 * @param learningRate as it was in this step, in the terms of {@link TrainingSettings#learningRate()}; 0 where the
 *     trainer does not say it, which leaves its curve out
 * @param seconds spent training in this attempt so far
 */
public record MetricReading(int step, double loss, double learningRate, double seconds) {}
