package io.understudy.versions.sheets;

import io.understudy.platform.live.LiveCounter;
import io.understudy.platform.live.LiveCounters;
import io.understudy.platform.live.LiveValue;
import io.understudy.platform.live.SignalThread;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

@Component
public class SheetSignals extends LiveCounters<SheetId> {
    private final LiveCounter any;

    SheetSignals(SignalThread thread) {
        super(thread);
        any = new LiveCounter(thread);
    }

    @TransactionalEventListener
    void changed(SheetChanged change) {
        changed(change.sheet());
        any.changed();
    }

    /** Changes to any sheet, such as a new one. */
    public LiveValue<Long> any() {
        return any.changes();
    }
}
