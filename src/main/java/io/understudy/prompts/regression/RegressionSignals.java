package io.understudy.prompts.regression;

import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.live.LiveCounter;
import io.understudy.platform.live.SignalThread;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Component
public class RegressionSignals extends LiveCounter {
    RegressionSignals(SignalThread thread) {
        super(thread);
    }

    @TransactionalEventListener
    void audited(AuditEvent event) {
        if (event.subject().type().equals("regression")) {
            changed();
        }
    }
}
