package io.understudy.collaboration.inbox;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedNumberSignal;
import io.understudy.identity.AccountId;
import io.understudy.platform.live.SignalThread;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Component
public class InboxSignals {
    private final Map<AccountId, WeakReference<SharedNumberSignal>> changes = new ConcurrentHashMap<>();
    private final Map<AccountId, Instant> heard = new ConcurrentHashMap<>();
    private final SignalThread thread;

    InboxSignals(SignalThread thread) {
        this.thread = thread;
    }

    public Signal<Double> of(AccountId person) {
        while (true) {
            SharedNumberSignal signal = changes.compute(
                            person,
                            (id, before) -> before != null && before.get() != null
                                    ? before
                                    : new WeakReference<>(new SharedNumberSignal(0)))
                    .get();
            if (signal != null) {
                return signal;
            }
        }
    }

    /** Completes when everything that was committed so far has reached the signals. */
    public CompletableFuture<Void> settled() {
        return thread.settled();
    }

    @TransactionalEventListener
    void changed(InboxChanged change) {
        heard.merge(change.person(), change.at(), InboxSignals::later);
        thread.execute(() -> count(change.person()));
    }

    /** Another node may have changed these inboxes; what this node did itself is known already. */
    void touched(Map<AccountId, Instant> inboxes) {
        inboxes.forEach((person, at) -> {
            Instant before = heard.put(person, at);
            if (before == null || before.isBefore(at)) {
                thread.execute(() -> count(person));
            }
        });
    }

    /** Whether any page of this node follows an inbox; forgets those that no page follows. */
    boolean hasListeners() {
        changes.values().removeIf(reference -> reference.get() == null);
        heard.keySet().retainAll(changes.keySet());
        return !changes.isEmpty();
    }

    private void count(AccountId person) {
        WeakReference<SharedNumberSignal> reference = changes.get(person);
        SharedNumberSignal signal = reference == null ? null : reference.get();
        if (signal != null) {
            signal.incrementBy(1);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
