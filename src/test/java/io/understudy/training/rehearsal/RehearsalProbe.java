package io.understudy.training.rehearsal;

/** Has rehearsals that were asked for handed to the backend. */
public class RehearsalProbe {
    private final RehearsalWorker worker;

    RehearsalProbe(RehearsalWorker worker) {
        this.worker = worker;
    }

    public void fill() {
        worker.fill();
    }

    public void renew() {
        worker.renew();
    }
}
