package io.understudy.training;

/**
 * One point of a curve.
 *
 * @param smoothed by {@link LossSmoothing}
 * @param learningRate 0 where the trainer did not say it
 * @param seconds spent training since the attempt began
 */
public record MetricPoint(int step, double loss, double smoothed, double learningRate, double seconds) {}
