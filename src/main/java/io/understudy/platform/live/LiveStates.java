package io.understudy.platform.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** States that pages follow; what arrives late never replaces a newer revision. */
public abstract class LiveStates<K, S> extends LiveTopics<K, S> {
    // Clocks of nodes differ a little, and a transaction commits some time after it looked at the clock.
    private static final Duration OVERLAP = Duration.ofSeconds(5);

    private final Clock clock;
    private final Function<S, K> key;
    private final ToLongFunction<S> revision;

    protected LiveStates(SignalThread thread, Clock clock, Function<S, K> key, ToLongFunction<S> revision) {
        super(thread);
        this.clock = clock;
        this.key = key;
        this.revision = revision;
    }

    public LiveValue<S> of(S known) {
        LiveValue<S> live = topic(key.apply(known), known);
        update(known);
        return live;
    }

    public void show(S state) {
        update(state);
    }

    /** From when on the database has to be asked for changes by other nodes. */
    public Instant lastSeenChange() {
        return clock.instant().minus(OVERLAP);
    }

    private void update(S state) {
        update(key.apply(state), before -> revision.applyAsLong(before) < revision.applyAsLong(state) ? state : before);
    }
}
