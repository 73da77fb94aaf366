package io.understudy.platform.live;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the changes to things while pages follow them; what changed, a page asks the service. */
public abstract class LiveCounters<K> extends LiveTopics<K, Long> {
    private final Set<K> uncounted = ConcurrentHashMap.newKeySet();
    private final SignalThread thread;
    private final Duration pause;

    protected LiveCounters(SignalThread thread) {
        this(thread, Duration.ZERO);
    }

    /** @param pause in which further changes to the same thing count as one */
    protected LiveCounters(SignalThread thread, Duration pause) {
        super(thread);
        this.thread = thread;
        this.pause = pause;
    }

    /** Keep the value as long as the page. */
    public LiveValue<Long> of(K key) {
        return topic(key, 0L);
    }

    /** Does not wait for the pause. */
    @Override
    public CompletableFuture<Void> settled() {
        return CompletableFuture.runAsync(() -> List.copyOf(uncounted).forEach(this::count), thread);
    }

    protected final void changed(K key) {
        if (uncounted.add(key)) {
            thread.later(pause, () -> count(key));
        }
    }

    private void count(K key) {
        if (uncounted.remove(key)) {
            set(key, before -> before + 1);
        }
    }
}
