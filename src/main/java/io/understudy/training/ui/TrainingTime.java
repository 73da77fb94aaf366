package io.understudy.training.ui;

import io.understudy.training.MetricPoint;

/** Seconds of training from the first step on: points count from the beginning of their attempt. */
public final class TrainingTime {
    private double earlierAttempts;
    private double last;

    /** The time at the next point; points come in the order of their steps. */
    public double at(MetricPoint point) {
        if (point.seconds() < last) {
            earlierAttempts += last;
        }
        last = point.seconds();
        return earlierAttempts + last;
    }
}
