package io.understudy.platform.live;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedValueSignal;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * What the open pages of this node follow: one signal for each key, which lives as long as a page holds it. It changes on
 * the {@link SignalThread} only, and after the database did.
 */
public abstract class LiveTopics<K, V> {
    private final Map<K, WeakReference<SharedValueSignal<V>>> topics = new ConcurrentHashMap<>();
    private final SignalThread thread;

    protected LiveTopics(SignalThread thread) {
        this.thread = thread;
    }

    /** Completes when everything that was committed so far has reached the signals. */
    public CompletableFuture<Void> settled() {
        return thread.settled();
    }

    /** @param initial the value when no page follows this key yet */
    protected final Signal<V> topic(K key, V initial) {
        while (true) {
            SharedValueSignal<V> signal = topics.compute(
                            key,
                            (same, before) -> before != null && before.get() != null
                                    ? before
                                    : new WeakReference<>(new SharedValueSignal<>(initial)))
                    .get();
            if (signal != null) {
                followed();
                return signal;
            }
        }
    }

    /** Does nothing when no page follows this key. */
    protected final void update(K key, UnaryOperator<V> change) {
        thread.execute(() -> set(key, change));
    }

    /** The keys that pages follow. */
    protected final Set<K> followed() {
        topics.values().removeIf(reference -> reference.get() == null);
        return topics.keySet();
    }

    final void set(K key, UnaryOperator<V> change) {
        WeakReference<SharedValueSignal<V>> reference = topics.get(key);
        SharedValueSignal<V> signal = reference == null ? null : reference.get();
        if (signal != null) {
            set(signal, change);
        }
    }

    static <V> void set(SharedValueSignal<V> signal, UnaryOperator<V> change) {
        V before = signal.peek();
        if (before == null) {
            return;
        }
        V after = change.apply(before);
        if (!after.equals(before)) {
            signal.set(after);
        }
    }
}
