package io.understudy.collaboration.inbox;

import io.understudy.identity.AccountId;
import io.understudy.platform.live.LiveCounters;
import io.understudy.platform.live.SignalThread;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Component
public class InboxSignals extends LiveCounters<AccountId> {
    private final Map<AccountId, Instant> heard = new ConcurrentHashMap<>();

    InboxSignals(SignalThread thread) {
        super(thread);
    }

    @TransactionalEventListener
    void changed(InboxChanged change) {
        heard.merge(change.person(), change.at(), (one, other) -> one.isAfter(other) ? one : other);
        changed(change.person());
    }

    /** Another node may have changed these inboxes; what this node did itself is known already. */
    void touched(Map<AccountId, Instant> inboxes) {
        inboxes.forEach((person, at) -> {
            Instant before = heard.put(person, at);
            if (before == null || before.isBefore(at)) {
                changed(person);
            }
        });
    }

    /** Whether any page of this node follows an inbox. */
    boolean hasListeners() {
        heard.keySet().retainAll(followed());
        return !followed().isEmpty();
    }
}
