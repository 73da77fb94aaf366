package io.understudy.datasets.consent;

import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.live.LiveCounter;
import io.understudy.platform.live.SignalThread;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Counts the changes to what may be used: photos are withdrawn or reinstated, a recall begins or is lifted. */
@Component
public class UnusableSnapshotSignals extends LiveCounter {
    /** The feature that recalls snapshots depends on this one. */
    private static final Set<String> RECALLS = Set.of("snapshot.recalled", "snapshot.recall-lifted");

    UnusableSnapshotSignals(SignalThread thread) {
        super(thread);
    }

    @TransactionalEventListener({ConsentWithdrawn.class, ConsentReinstated.class})
    void committed() {
        changed();
    }

    @TransactionalEventListener
    void audited(AuditEvent event) {
        if (RECALLS.contains(event.verb())) {
            changed();
        }
    }
}
