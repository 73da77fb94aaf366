package io.understudy.versions.sheets;

import io.understudy.platform.live.LiveCounters;
import io.understudy.platform.live.SignalThread;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Component
public class SheetSignals extends LiveCounters<SheetId> {
    SheetSignals(SignalThread thread) {
        super(thread);
    }

    @TransactionalEventListener
    void changed(SheetChanged change) {
        changed(change.sheet());
    }
}
