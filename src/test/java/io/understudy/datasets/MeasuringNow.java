package io.understudy.datasets;

import io.understudy.people.SystemActs;

/** Measures what waits when a test says so, for tests of the screens. */
public class MeasuringNow {
    private final MeasuringWorker worker;
    private final DatasetSignals signals;

    MeasuringNow(MeasuringWorker worker, DatasetSignals signals) {
        this.worker = worker;
        this.signals = signals;
    }

    public void all() {
        SystemActs.run(() -> {
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
