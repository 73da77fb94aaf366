package io.understudy.generation;

import io.understudy.shared.Heartbeat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Makes this node's worker beat: looks for waiting jobs, renews leases, takes over from dead nodes, and reacts at once
 * when pictures are asked for or cancelled here. Changes made by other nodes come in with the beat.
 */
@Component
class GenerationHeart implements SmartLifecycle {
    private static final int BEATS_PER_RENEWAL = 4;
    private static final int BEATS_PER_LOOK_AT_LEASES = 5;

    private final GenerationWorker worker;
    private final GenerationSignals signals;
    private final GenerationTables tables;
    private final boolean enabled;
    private final Heartbeat heartbeat;
    /** A thread of its own: whatever the others wait for, this node keeps what it works on. */
    private final Heartbeat leases;

    private long beat;
    private long renewal;

    GenerationHeart(
            GenerationWorker worker,
            GenerationSignals signals,
            GenerationTables tables,
            @Value("${understudy.generation.worker:${db-scheduler.enabled:true}}") boolean enabled) {
        this.worker = worker;
        this.signals = signals;
        this.tables = tables;
        this.enabled = enabled;
        this.heartbeat = new Heartbeat("generation-heart", this::beat);
        this.leases = new Heartbeat("generation-leases", this::renew);
    }

    @Override
    public void start() {
        if (enabled) {
            leases.start();
            heartbeat.start();
        }
    }

    @Override
    public void stop() {
        leases.stop();
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

    /** Looks into the queue soon, not on the thread that asked. */
    private void wake() {
        heartbeat.soon(worker::fill);
    }

    private void renew() {
        if (renewal++ % BEATS_PER_RENEWAL == 0) {
            worker.renew();
        }
    }

    private void beat() {
        if (++beat % BEATS_PER_LOOK_AT_LEASES == 0) {
            heartbeat.safely(worker::takeBackOverdue);
        }
        heartbeat.safely(worker::fill);
        heartbeat.safely(() -> tables.changedSince(signals.heardUntil()).forEach(signals::show));
    }
}
