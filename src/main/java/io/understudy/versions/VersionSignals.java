package io.understudy.versions;

import io.understudy.audit.TrailWalked;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.live.LiveCounter;
import io.understudy.platform.live.SignalThread;
import io.understudy.versions.checklist.evidence.EvidenceChanged;
import io.understudy.versions.passports.PassportCompleted;
import io.understudy.versions.recalls.SnapshotRecallChanged;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Notifies the open pages of this node that something about versions, or about who may decide them, changed; what it
 * is, they ask the service.
 */
@Component
public class VersionSignals extends LiveCounter {
    /** Acts after which other people may decide, or other rules hold. */
    private static final Set<String> WHO_DECIDES = Set.of(
            "person.joined",
            "person.role-changed",
            "person.deactivated",
            "person.reactivated",
            "person.account-confirmed",
            "audit.row-settled",
            "setting.changed");

    VersionSignals(SignalThread thread) {
        super(thread);
    }

    @EventListener({PassportCompleted.class, TrailWalked.class})
    void read() {
        changed();
    }

    @TransactionalEventListener({VersionChanged.class, EvidenceChanged.class, SnapshotRecallChanged.class})
    void committed() {
        changed();
    }

    @TransactionalEventListener
    void audited(AuditEvent event) {
        if (WHO_DECIDES.contains(event.verb())) {
            changed();
        }
    }
}
