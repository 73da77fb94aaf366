package io.understudy.generation;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedValueSignal;
import io.understudy.shared.SignalThread;
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

    private final Map<GenerationId, WeakReference<SharedValueSignal<GenerationPulse>>> pulses =
            new ConcurrentHashMap<>();
    private final SignalThread thread;
    private final Clock clock;

    GenerationSignals(SignalThread thread, Clock clock) {
        this.thread = thread;
        this.clock = clock;
    }

    public Signal<GenerationPulse> of(GenerationPulse known) {
        SharedValueSignal<GenerationPulse> signal = signal(known);
        thread.execute(() -> showNewer(signal, known));
        return signal;
    }

    /** Completes when everything that was committed so far has reached the signals. */
    public CompletableFuture<Void> settled() {
        return thread.settled();
    }

    @TransactionalEventListener
    void changed(GenerationChanged change) {
        show(change.pulse());
    }

    /** From when on the database has to be asked for changes by other nodes. */
    Instant heardUntil() {
        return clock.instant().minus(OVERLAP);
    }

    void show(GenerationPulse pulse) {
        thread.execute(() -> set(pulse));
    }

    private void set(GenerationPulse pulse) {
        WeakReference<SharedValueSignal<GenerationPulse>> reference = pulses.get(pulse.job());
        SharedValueSignal<GenerationPulse> signal = reference == null ? null : reference.get();
        if (signal != null) {
            showNewer(signal, pulse);
        }
    }

    private SharedValueSignal<GenerationPulse> signal(GenerationPulse known) {
        while (true) {
            WeakReference<SharedValueSignal<GenerationPulse>> reference = pulses.compute(
                    known.job(),
                    (job, before) -> before != null && before.get() != null
                            ? before
                            : new WeakReference<>(new SharedValueSignal<>(known)));
            SharedValueSignal<GenerationPulse> signal = reference.get();
            if (signal != null) {
                pulses.values().removeIf(other -> other.get() == null);
                return signal;
            }
        }
    }

    private static void showNewer(SharedValueSignal<GenerationPulse> signal, GenerationPulse pulse) {
        GenerationPulse before = signal.peek();
        if (before == null || before.revision() < pulse.revision()) {
            signal.set(pulse);
        }
    }
}
