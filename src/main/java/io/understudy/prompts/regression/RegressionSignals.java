package io.understudy.prompts.regression;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedNumberSignal;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.live.SignalThread;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Component
public class RegressionSignals {
    private final SharedNumberSignal changes = new SharedNumberSignal(0);
    private final SignalThread thread;

    RegressionSignals(SignalThread thread) {
        this.thread = thread;
    }

    public Signal<Double> changes() {
        return changes;
    }

    void changed() {
        thread.execute(() -> changes.incrementBy(1));
    }

    @TransactionalEventListener
    void judged(AuditEvent act) {
        if (act.subject().type().equals("regression")) {
            changed();
        }
    }

    /** Completes when everything that happened so far has reached the signal. */
    public CompletableFuture<Void> settled() {
        return thread.settled();
    }
}
