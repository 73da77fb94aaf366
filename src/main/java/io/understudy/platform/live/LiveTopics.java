package io.understudy.platform.live;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * What the open pages of this node follow: one value for each key, which lives as long as a page holds it. It changes on
 * the {@link SignalThread} only, and after the database did.
 */
public abstract class LiveTopics<K, V> {
    private final Map<K, WeakReference<LiveValue<V>>> topics = new ConcurrentHashMap<>();
    private final SignalThread thread;

    protected LiveTopics(SignalThread thread) {
        this.thread = thread;
    }

    /** Completes when everything that was committed so far has reached the pages. */
    public CompletableFuture<Void> settled() {
        return thread.settled();
    }

    /** @param initial the value when no page follows this key yet */
    protected final LiveValue<V> topic(K key, V initial) {
        while (true) {
            LiveValue<V> live = topics.compute(
                            key,
                            (same, before) -> before != null && before.get() != null
                                    ? before
                                    : new WeakReference<>(new LiveValue<>(initial)))
                    .get();
            if (live != null) {
                followed();
                return live;
            }
        }
    }

    /** Does nothing when no page follows this key. */
    protected final void update(K key, UnaryOperator<V> change) {
        thread.execute(() -> set(key, change));
    }

    protected final Set<K> followed() {
        topics.values().removeIf(reference -> reference.get() == null);
        return topics.keySet();
    }

    final void set(K key, UnaryOperator<V> change) {
        WeakReference<LiveValue<V>> reference = topics.get(key);
        LiveValue<V> live = reference == null ? null : reference.get();
        if (live != null) {
            live.update(change);
        }
    }
}
