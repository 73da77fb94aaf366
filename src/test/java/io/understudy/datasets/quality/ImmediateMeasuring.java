package io.understudy.datasets.quality;

import io.understudy.datasets.DatasetSignals;
import io.understudy.platform.core.RunAs;

/** Measures what waits when a test says so, for tests of the screens. */
public class ImmediateMeasuring {
    private final MeasuringWorker worker;
    private final DatasetSignals signals;

    ImmediateMeasuring(MeasuringWorker worker, DatasetSignals signals) {
        this.worker = worker;
        this.signals = signals;
    }

    public void all() {
        RunAs.run(worker::look);
        tell();
    }

    public void tell() {
        signals.settled().join();
    }
}
