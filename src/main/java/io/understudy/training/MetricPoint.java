package io.understudy.training;

/**
 * One point of a curve.
 *
 * @param seconds spent training since the attempt began
 */
public record MetricPoint(int step, double loss, double learningRate, double seconds) {}
