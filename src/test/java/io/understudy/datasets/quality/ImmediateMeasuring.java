package io.understudy.datasets.quality;

import io.understudy.datasets.DatasetSignals;
import io.understudy.identity.RunAs;

/** Measures what waits when a test says so, for tests of the screens. */
public class ImmediateMeasuring {
    private final MeasuringWorker worker;
    private final DatasetSignals signals;

    ImmediateMeasuring(MeasuringWorker worker, DatasetSignals signals) {
        this.worker = worker;
        this.signals = signals;
    }

    public void all() {
        RunAs.run(() -> {
            boolean more = true;
            while (more) {
                more = worker.measureNext();
            }
        });
        tell();
    }

    public void tell() {
        signals.settled().join();
    }
}
