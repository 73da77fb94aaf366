package io.understudy.platform.live;

import java.util.function.UnaryOperator;

public final class LiveValues {
    private LiveValues() {}

    public static <V> LiveValue<V> of(V initial) {
        return new LiveValue<>(initial);
    }

    /** Changes a value on this thread. */
    public static <V> void update(LiveValue<V> live, UnaryOperator<V> change) {
        live.update(change);
    }
}
