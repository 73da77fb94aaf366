package io.understudy.prompts.templates.library;

import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.live.LiveCounter;
import io.understudy.platform.live.SignalThread;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Component
public class TemplateSignals extends LiveCounter {
    TemplateSignals(SignalThread thread) {
        super(thread);
    }

    @TransactionalEventListener
    void audited(AuditEvent event) {
        if (event.subject().type().equals("prompt")) {
            changed();
        }
    }
}
