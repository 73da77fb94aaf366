package io.understudy.datasets.snapshots;

import io.understudy.characters.CharacterId;
import io.understudy.platform.live.LiveCounters;
import io.understudy.platform.live.SignalThread;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Changes to the list of a character's snapshots. */
@Component
public class SnapshotSignals extends LiveCounters<CharacterId> {
    SnapshotSignals(SignalThread thread) {
        super(thread);
    }

    @TransactionalEventListener
    void changed(SnapshotChanged change) {
        changed(change.character());
    }
}
