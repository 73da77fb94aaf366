package io.understudy.versions.registry;

import io.understudy.platform.live.LiveCounter;
import io.understudy.platform.live.SignalThread;
import io.understudy.versions.VersionChanged;
import io.understudy.versions.VersionState;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Counts the changes of versions about which it is decided, and none of their sheets or evidence. */
@Component
class DecidedRunSignals extends LiveCounter {
    private static final Set<VersionState> DECIDED =
            EnumSet.of(VersionState.APPROVED, VersionState.SUPERSEDED, VersionState.REVOKED);

    DecidedRunSignals(SignalThread thread) {
        super(thread);
    }

    @TransactionalEventListener
    void committed(VersionChanged version) {
        if (DECIDED.contains(version.state())) {
            changed();
        }
    }
}
