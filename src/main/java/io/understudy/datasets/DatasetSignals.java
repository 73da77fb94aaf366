package io.understudy.datasets;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedNumberSignal;
import io.understudy.characters.CharacterId;
import io.understudy.platform.live.SignalThread;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Notifies the open pages of this node that their dataset changed, its pictures or their measures; how, they ask the
 * service. A set's signal lives as long as a page looks at it.
 */
@Component
public class DatasetSignals {
    private static final Duration TOLD_EVERY = Duration.ofSeconds(1);

    private final Map<CharacterId, WeakReference<SharedNumberSignal>> changes = new ConcurrentHashMap<>();
    private final Set<CharacterId> untold = ConcurrentHashMap.newKeySet();
    private final SignalThread thread;

    DatasetSignals(SignalThread thread) {
        this.thread = thread;
    }

    /** Counts the changes to a dataset while someone looks at it; keep the signal as long as the page. */
    public Signal<Double> changes(CharacterId character) {
        while (true) {
            WeakReference<SharedNumberSignal> reference = changes.compute(
                    character,
                    (id, before) -> before != null && before.get() != null
                            ? before
                            : new WeakReference<>(new SharedNumberSignal(0)));
            SharedNumberSignal signal = reference.get();
            if (signal != null) {
                changes.values().removeIf(other -> other.get() == null);
                return signal;
            }
        }
    }

    /** Completes when everything that was committed so far has reached the signals. */
    public CompletableFuture<Void> settled() {
        return CompletableFuture.runAsync(() -> List.copyOf(untold).forEach(this::tell), thread);
    }

    @TransactionalEventListener
    void changed(DatasetChanged change) {
        CharacterId character = change.character();
        if (untold.add(character)) {
            thread.later(TOLD_EVERY, () -> tell(character));
        }
    }

    private void tell(CharacterId character) {
        SharedNumberSignal known = known(character);
        if (untold.remove(character) && known != null) {
            known.incrementBy(1);
        }
    }

    private @Nullable SharedNumberSignal known(CharacterId character) {
        WeakReference<SharedNumberSignal> reference = changes.get(character);
        return reference == null ? null : reference.get();
    }
}
