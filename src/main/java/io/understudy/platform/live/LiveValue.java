package io.understudy.platform.live;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A value that open pages follow. It is replaced on the {@link SignalThread} only. */
public final class LiveValue<V> {
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private volatile V value;

    LiveValue(V initial) {
        this.value = initial;
    }

    public V get() {
        return value;
    }

    /**
     * @param follower runs on the signal thread after each change, and must not wait
     * @return ends it
     */
    public Runnable onChange(Runnable follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    void update(UnaryOperator<V> change) {
        V after = change.apply(value);
        if (!after.equals(value)) {
            value = after;
            followers.forEach(SignalThread::safely);
        }
    }
}
