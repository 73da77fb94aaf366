package io.understudy.training.backends.api;

import io.understudy.training.TrainingSettings;

/**
 * What was measured at one optimiser step.
 *
 * @param step 1 for the first
 * @param loss of this step, not smoothed
 * @param learningRate as it was in this step, in the terms of {@link TrainingSettings#learningRate()}; as it was set where
 *     the trainer does not say it
 * @param seconds spent training in this attempt so far
 */
public record MetricReading(int step, double loss, double learningRate, double seconds) {}
