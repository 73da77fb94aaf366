package io.understudy.versions.sheets;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedNumberSignal;
import io.understudy.platform.live.SignalThread;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Notifies the open pages of a sheet that it changed; what it is now, they ask the service. */
@Component
public class SheetSignals {
    private final Map<SheetId, WeakReference<SharedNumberSignal>> sheets = new ConcurrentHashMap<>();
    private final SignalThread thread;

    SheetSignals(SignalThread thread) {
        this.thread = thread;
    }

    public Signal<Double> of(SheetId sheet) {
        while (true) {
            WeakReference<SharedNumberSignal> reference = sheets.compute(
                    sheet,
                    (id, before) -> before != null && before.get() != null
                            ? before
                            : new WeakReference<>(new SharedNumberSignal(0)));
            SharedNumberSignal signal = reference.get();
            if (signal != null) {
                sheets.values().removeIf(other -> other.get() == null);
                return signal;
            }
        }
    }

    /** Completes when everything that was committed so far has reached the signals. */
    public CompletableFuture<Void> settled() {
        return thread.settled();
    }

    @TransactionalEventListener
    void changed(SheetChanged change) {
        thread.execute(() -> {
            WeakReference<SharedNumberSignal> reference = sheets.get(change.sheet());
            SharedNumberSignal signal = reference == null ? null : reference.get();
            if (signal != null) {
                signal.incrementBy(1);
            }
        });
    }
}
