package io.understudy.generation.jobs;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedValueSignal;
import io.understudy.generation.GenerationChanged;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationProgress;
import io.understudy.platform.live.SignalThread;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The live side of generation: every open page of this node binds to these signals, and they change only after the
 * database did. A job's signal lives as long as a page looks at it.
 */
@Component
public class GenerationSignals {
    // Clocks of nodes differ a little, and a transaction commits some time after it looked at the clock.
    private static final Duration OVERLAP = Duration.ofSeconds(5);

    private final Map<GenerationId, WeakReference<SharedValueSignal<GenerationProgress>>> pulses =
            new ConcurrentHashMap<>();
    private final SignalThread thread;
    private final Clock clock;

    GenerationSignals(SignalThread thread, Clock clock) {
        this.thread = thread;
        this.clock = clock;
    }

    public Signal<GenerationProgress> of(GenerationProgress known) {
        SharedValueSignal<GenerationProgress> signal = signal(known);
        thread.execute(() -> showNewer(signal, known));
        return signal;
    }

    /** Completes when everything that was committed so far has reached the signals. */
    public CompletableFuture<Void> settled() {
        return thread.settled();
    }

    @TransactionalEventListener
    void changed(GenerationChanged change) {
        show(change.progress());
    }

    /** From when on the database has to be asked for changes by other nodes. */
    Instant lastSeenChange() {
        return clock.instant().minus(OVERLAP);
    }

    void show(GenerationProgress pulse) {
        thread.execute(() -> set(pulse));
    }

    private void set(GenerationProgress pulse) {
        WeakReference<SharedValueSignal<GenerationProgress>> reference = pulses.get(pulse.job());
        SharedValueSignal<GenerationProgress> signal = reference == null ? null : reference.get();
        if (signal != null) {
            showNewer(signal, pulse);
        }
    }

    private SharedValueSignal<GenerationProgress> signal(GenerationProgress known) {
        while (true) {
            WeakReference<SharedValueSignal<GenerationProgress>> reference = pulses.compute(
                    known.job(),
                    (job, before) -> before != null && before.get() != null
                            ? before
                            : new WeakReference<>(new SharedValueSignal<>(known)));
            SharedValueSignal<GenerationProgress> signal = reference.get();
            if (signal != null) {
                pulses.values().removeIf(other -> other.get() == null);
                return signal;
            }
        }
    }

    private static void showNewer(SharedValueSignal<GenerationProgress> signal, GenerationProgress pulse) {
        GenerationProgress before = signal.peek();
        if (before == null || before.revision() < pulse.revision()) {
            signal.set(pulse);
        }
    }
}
