package io.understudy.training.rehearsal;

import java.util.concurrent.CompletableFuture;

/** Lets a test wait until a rehearsal that was asked for has handed its job to the backend. */
public class RehearsalProbe {
    private final RehearsalRunner stage;

    RehearsalProbe(RehearsalRunner stage) {
        this.stage = stage;
    }

    public CompletableFuture<Void> settled() {
        return stage.settled();
    }
}
