package io.understudy.platform.live;

import java.util.concurrent.CompletableFuture;

/** Counts the changes to one thing that pages follow; what changed, a page asks the service. */
public class LiveCounter {
    private final LiveValue<Long> count = new LiveValue<>(0L);
    private final SignalThread thread;

    public LiveCounter(SignalThread thread) {
        this.thread = thread;
    }

    /** Counts since the start of this node. */
    public LiveValue<Long> changes() {
        return count;
    }

    /** Completes when everything that was committed so far has reached the pages. */
    public CompletableFuture<Void> settled() {
        return thread.settled();
    }

    public void changed() {
        thread.execute(() -> count.update(before -> before + 1));
    }

    public void raiseTo(long least) {
        thread.execute(() -> count.update(before -> Math.max(before, least)));
    }
}
