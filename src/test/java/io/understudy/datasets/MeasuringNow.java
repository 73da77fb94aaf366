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

    /** Measures all pictures that wait, and tells the open pages. */
    public void all() {
        SystemActs.run(() -> {
            boolean more = true;
            while (more) {
                more = worker.measureNext();
            }
        });
        tell();
    }

    /** Tells the open pages what changed so far. */
    public void tell() {
        signals.settled().join();
    }
}
