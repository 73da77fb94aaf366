package io.understudy.webhooks.messages;

import io.understudy.platform.live.LiveCounters;
import io.understudy.platform.live.SignalThread;
import io.understudy.webhooks.WebhookId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Changes to the log of a webhook. */
@Component
public class DeliverySignals extends LiveCounters<WebhookId> {
    DeliverySignals(SignalThread thread) {
        super(thread);
    }

    @TransactionalEventListener
    void changed(DeliveryChanged change) {
        changed(change.webhook());
    }
}
