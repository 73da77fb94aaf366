package io.understudy.platform.live;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedValueSignal;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/** Counts the changes to one thing that pages follow; what changed, a page asks the service. */
public class LiveCounter {
    private final SharedValueSignal<Double> count = new SharedValueSignal<>(0.0);
    private final SignalThread thread;

    public LiveCounter(SignalThread thread) {
        this.thread = thread;
    }

    /** Counts since the start of this node. */
    public Signal<Double> changes() {
        return count;
    }

    /** Completes when everything that was committed so far has reached the signal. */
    public CompletableFuture<Void> settled() {
        return thread.settled();
    }

    public void changed() {
        update(before -> before + 1);
    }

    public void raiseTo(double least) {
        update(before -> Math.max(before, least));
    }

    private void update(UnaryOperator<Double> change) {
        thread.execute(() -> LiveTopics.set(count, change));
    }
}
