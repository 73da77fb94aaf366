package io.understudy.api.runs;

import io.understudy.training.MetricPoint;

/**
 * @param learningRate 0 where the trainer did not say it
 * @param seconds spent training since the attempt began
 */
record RunMetric(int step, double loss, double smoothed, double learningRate, double seconds) {
    static RunMetric of(MetricPoint point) {
        return new RunMetric(point.step(), point.loss(), point.smoothed(), point.learningRate(), point.seconds());
    }
}
