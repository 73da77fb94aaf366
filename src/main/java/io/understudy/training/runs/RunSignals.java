package io.understudy.training.runs;

import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.signals.shared.SharedNumberSignal;
import com.vaadin.flow.signals.shared.SharedValueSignal;
import io.understudy.platform.live.SignalThread;
import io.understudy.training.RunId;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * The live side of runs: every open page of this node binds to these signals, and they change only after the database
 * did. A run's signal lives as long as a page looks at it.
 */
@Component
public class RunSignals {
    // Clocks of nodes differ a little, and a transaction commits some time after it looked at the clock.
    private static final Duration OVERLAP = Duration.ofSeconds(5);

    private final Map<RunId, WeakReference<SharedValueSignal<RunProgress>>> pulses = new ConcurrentHashMap<>();
    private final SharedNumberSignal newest = new SharedNumberSignal(0);
    private final SharedNumberSignal queueChanges = new SharedNumberSignal(0);
    private final SignalThread thread;
    private final Clock clock;

    RunSignals(SignalThread thread, Clock clock) {
        this.thread = thread;
        this.clock = clock;
    }

    public Signal<RunProgress> of(RunProgress known) {
        SharedValueSignal<RunProgress> signal = signal(known);
        thread.execute(() -> showNewer(signal, known));
        return signal;
    }

    /** The highest number that a run got while this node was up; 0 before the first. */
    public Signal<Double> newestNumber() {
        return newest;
    }

    public Signal<Double> queueChanges() {
        return queueChanges;
    }

    /** Completes when everything that was committed so far has reached the signals. */
    public CompletableFuture<Void> settled() {
        return thread.settled();
    }

    @TransactionalEventListener
    void changed(RunChanged change) {
        show(change.progress());
    }

    @TransactionalEventListener
    void changed(QueueChanged change) {
        queuesChanged();
    }

    public void queuesChanged() {
        thread.execute(() -> queueChanges.incrementBy(1));
    }

    /** From when on the database has to be asked for changes by other nodes. */
    public Instant lastSeenChange() {
        return clock.instant().minus(OVERLAP);
    }

    public void show(RunProgress pulse) {
        thread.execute(() -> set(pulse));
    }

    private void set(RunProgress pulse) {
        SharedValueSignal<RunProgress> signal = known(pulse.run());
        if (signal != null) {
            showNewer(signal, pulse);
        }
        Double highest = newest.peek();
        if (highest == null || highest < pulse.number()) {
            newest.set((double) pulse.number());
        }
        if (pulse.state() != RunState.RUNNING && pulse.state() != RunState.COLLECTING) {
            queueChanges.incrementBy(1);
        }
    }

    private SharedValueSignal<RunProgress> signal(RunProgress known) {
        while (true) {
            WeakReference<SharedValueSignal<RunProgress>> reference = pulses.compute(
                    known.run(),
                    (run, before) -> before != null && before.get() != null
                            ? before
                            : new WeakReference<>(new SharedValueSignal<>(known)));
            SharedValueSignal<RunProgress> signal = reference.get();
            if (signal != null) {
                pulses.values().removeIf(other -> other.get() == null);
                return signal;
            }
        }
    }

    private @Nullable SharedValueSignal<RunProgress> known(RunId run) {
        WeakReference<SharedValueSignal<RunProgress>> reference = pulses.get(run);
        return reference == null ? null : reference.get();
    }

    private static void showNewer(SharedValueSignal<RunProgress> signal, RunProgress pulse) {
        RunProgress before = signal.peek();
        if (before == null || before.revision() < pulse.revision()) {
            signal.set(pulse);
        }
    }
}
