package io.understudy.platform.live;

import io.understudy.platform.core.AuditEvent;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Counts what people do to things of a kind, by the type that the audit trail names it with. */
@Component
public class ActSignals extends LiveCounters<String> {
    ActSignals(SignalThread thread) {
        super(thread);
    }

    @TransactionalEventListener
    void audited(AuditEvent event) {
        changed(event.subject().type());
    }
}
