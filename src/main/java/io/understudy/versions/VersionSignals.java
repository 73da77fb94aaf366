package io.understudy.versions;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedNumberSignal;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.live.SignalThread;
import io.understudy.versions.checklist.evidence.EvidenceChanged;
import io.understudy.versions.passports.PassportCompleted;
import io.understudy.versions.recalls.SnapshotRecallChanged;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Notifies the open pages of this node that something about versions, or about who may decide them, changed; what it
 * is, they ask the service.
 */
@Component
public class VersionSignals {
    /** Acts after which other people may decide, or other rules hold. */
    private static final Set<String> WHO_DECIDES = Set.of(
            "person.joined",
            "person.role-changed",
            "person.deactivated",
            "person.reactivated",
            "person.account-confirmed",
            "setting.changed");

    private final SharedNumberSignal changes = new SharedNumberSignal(0);
    private final SignalThread thread;

    VersionSignals(SignalThread thread) {
        this.thread = thread;
    }

    /** Counts the changes since the start of this node. */
    public Signal<Double> changes() {
        return changes;
    }

    @EventListener
    void passportMade(PassportCompleted made) {
        thread.execute(() -> changes.incrementBy(1));
    }

    /** Completes when everything that was committed so far has reached the signal. */
    public CompletableFuture<Void> settled() {
        return thread.settled();
    }

    @TransactionalEventListener
    void changed(VersionChanged change) {
        thread.execute(() -> changes.incrementBy(1));
    }

    @TransactionalEventListener
    void changed(EvidenceChanged change) {
        thread.execute(() -> changes.incrementBy(1));
    }

    @TransactionalEventListener
    void changed(SnapshotRecallChanged change) {
        thread.execute(() -> changes.incrementBy(1));
    }

    @TransactionalEventListener
    void changed(AuditEvent act) {
        if (WHO_DECIDES.contains(act.verb())) {
            thread.execute(() -> changes.incrementBy(1));
        }
    }
}
