package io.understudy.training.rehearsal;

import io.understudy.platform.core.RunAs;

/** Has rehearsals that were asked for handed to the backend. */
public class RehearsalProbe {
    private final RehearsalWorker worker;

    RehearsalProbe(RehearsalWorker worker) {
        this.worker = worker;
    }

    public void fill() {
        worker.fill();
    }

    /** Looks for what other nodes did. */
    void look() {
        RunAs.run(worker::look);
    }

    public void renew() {
        worker.renew();
    }
}
