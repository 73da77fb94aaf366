package io.understudy.generation;

import io.understudy.people.SystemActs;
import io.understudy.shared.Heartbeat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Makes this node's worker beat: looks for waiting jobs, renews leases, takes over from dead nodes, and hears at once
 * when pictures are asked for or cancelled here. Changes made by other nodes come in with the beat.
 */
@Component
class GenerationHeart implements SmartLifecycle {
    private static final int BEATS_PER_RENEWAL = 4;
    private static final int BEATS_PER_LOOK_AT_LEASES = 5;

    private final GenerationWorker worker;
    private final GenerationJournal journal;
    private final GenerationSignals signals;
    private final GenerationTables tables;
    private final boolean enabled;
    private final Heartbeat heartbeat;
    private long beat;

    GenerationHeart(
            GenerationWorker worker,
            GenerationJournal journal,
            GenerationSignals signals,
            GenerationTables tables,
            @Value("${understudy.generation.worker:${db-scheduler.enabled:true}}") boolean enabled) {
        this.worker = worker;
        this.journal = journal;
        this.signals = signals;
        this.tables = tables;
        this.enabled = enabled;
        this.heartbeat = new Heartbeat("generation-heart", this::beat);
    }

    @Override
    public void start() {
        if (enabled) {
            heartbeat.start();
        }
    }

    @Override
    public void stop() {
        if (heartbeat.stop()) {
            worker.releaseAll();
        }
    }

    @Override
    public boolean isRunning() {
        return heartbeat.isRunning();
    }

    @TransactionalEventListener
    void changed(GenerationChanged change) {
        GenerationPulse pulse = change.pulse();
        if (pulse.state() == GenerationState.CANCELLED) {
            worker.stop(pulse.job());
        }
        if (pulse.state() != GenerationState.RUNNING) {
            wake();
        }
    }

    /** Looks into the queue soon, not on the thread of whoever asked. */
    private void wake() {
        heartbeat.soon(worker::fill);
    }

    private void beat() {
        if (beat++ % BEATS_PER_RENEWAL == 0) {
            heartbeat.safely(worker::renew);
        }
        if (beat % BEATS_PER_LOOK_AT_LEASES == 0) {
            heartbeat.safely(() -> SystemActs.run(journal::takeBackOverdue));
        }
        heartbeat.safely(worker::fill);
        heartbeat.safely(() -> tables.changedSince(signals.heardUntil()).forEach(signals::show));
    }
}
