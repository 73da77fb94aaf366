package io.understudy.training.rehearsal;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedNumberSignal;
import io.understudy.platform.live.SignalThread;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Component
public class RehearsalSignals {
    private final SharedNumberSignal changes = new SharedNumberSignal(0);
    private final SignalThread thread;

    RehearsalSignals(SignalThread thread) {
        this.thread = thread;
    }

    public Signal<Double> changes() {
        return changes;
    }

    /** Completes when everything that was committed so far has reached the signal. */
    public CompletableFuture<Void> settled() {
        return thread.settled();
    }

    @TransactionalEventListener
    void changed(RehearsalChanged change) {
        thread.execute(() -> changes.incrementBy(1));
    }
}
