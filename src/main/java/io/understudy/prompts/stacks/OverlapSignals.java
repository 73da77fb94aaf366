package io.understudy.prompts.stacks;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedNumberSignal;
import io.understudy.shared.SignalThread;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;

/** Tells the open planners of this node that files were compared; what came out, they ask the service. */
@Component
public class OverlapSignals {
    private final SharedNumberSignal changes = new SharedNumberSignal(0);
    private final SignalThread thread;

    OverlapSignals(SignalThread thread) {
        this.thread = thread;
    }

    /** Counts the pairs that were compared. */
    public Signal<Double> changes() {
        return changes;
    }

    void changed() {
        thread.execute(() -> changes.incrementBy(1));
    }

    /** Completes when everything that happened so far has reached the signal. */
    public CompletableFuture<Void> settled() {
        return thread.settled();
    }
}
