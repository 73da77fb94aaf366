package io.understudy.prompts.templates.library;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedNumberSignal;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.live.SignalThread;
import java.util.concurrent.CompletableFuture;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Component
public class TemplateSignals {
    private static final String TEMPLATE = "prompt";

    private final SharedNumberSignal changes = new SharedNumberSignal(0);
    private final SignalThread thread;

    TemplateSignals(SignalThread thread) {
        this.thread = thread;
    }

    public Signal<Double> changes() {
        return changes;
    }

    @TransactionalEventListener
    void done(AuditEvent act) {
        if (act.subject().type().equals(TEMPLATE)) {
            thread.execute(() -> changes.incrementBy(1));
        }
    }

    /** Completes when everything that was committed so far has reached the signal. */
    public CompletableFuture<Void> settled() {
        return thread.settled();
    }
}
