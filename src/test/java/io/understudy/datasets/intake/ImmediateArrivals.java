package io.understudy.datasets.intake;

import io.understudy.datasets.DatasetSignals;

/** Lets tests of the screens wait until what was sent is in its dataset. */
public class ImmediateArrivals {
    private final ArrivalQueue queue;
    private final DatasetSignals signals;

    ImmediateArrivals(ArrivalQueue queue, DatasetSignals signals) {
        this.queue = queue;
        this.signals = signals;
    }

    public void settled() {
        queue.settled().join();
        signals.settled().join();
    }
}
