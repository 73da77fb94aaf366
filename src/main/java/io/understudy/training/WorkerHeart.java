package io.understudy.training;

import io.understudy.people.SystemActs;
import io.understudy.shared.Heartbeat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Makes this node's worker beat: looks for waiting runs, flushes reports, renews leases, and reacts at once when a run
 * is launched or cancelled here. Changes made by other nodes come in with the beat.
 */
@Component
class WorkerHeart implements SmartLifecycle {
    private static final int BEATS_PER_RENEWAL = 4;
    private static final int BEATS_PER_LOOK_AT_LEASES = 10;

    private final RunWorker worker;
    private final RunSignals signals;
    private final RunService runs;
    private final QueueRows queues;
    private final boolean enabled;
    private final Heartbeat heartbeat;
    /** A thread of its own: whatever the others wait for, this node keeps what it works on. */
    private final Heartbeat leases;

    private long beat;
    private long renewal;
    private long queuesSeen;

    WorkerHeart(
            RunWorker worker,
            RunSignals signals,
            RunService runs,
            QueueRows queues,
            @Value("${understudy.training.worker:${db-scheduler.enabled:true}}") boolean enabled) {
        this.worker = worker;
        this.signals = signals;
        this.runs = runs;
        this.queues = queues;
        this.enabled = enabled;
        this.heartbeat = new Heartbeat("run-heart", this::beat);
        this.leases = new Heartbeat("run-leases", this::renew);
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
    void changed(RunChanged change) {
        RunPulse pulse = change.pulse();
        if (pulse.state() == RunState.CANCELLED) {
            worker.stop(pulse.run());
        }
        if (pulse.state() == RunState.QUEUED || pulse.state().isOver()) {
            wake();
        }
    }

    @TransactionalEventListener
    void changed(QueueChanged change) {
        wake();
    }

    private void wake() {
        heartbeat.soon(worker::fill);
    }

    private void renew() {
        if (renewal++ % BEATS_PER_RENEWAL == 0) {
            worker.renew();
        }
    }

    private void beat() {
        heartbeat.safely(worker::beat);
        beat++;
        // A scheduler that was killed in the middle of its own look at the leases notices that only minutes later.
        if (beat % BEATS_PER_LOOK_AT_LEASES == 0) {
            heartbeat.safely(worker::takeBackOverdue);
        }
        heartbeat.safely(worker::fill);
        heartbeat.safely(this::lookAtQueues);
        heartbeat.safely(() ->
                SystemActs.run(() -> runs.changedSince(signals.heardUntil()).forEach(signals::show)));
    }

    /** Another node may have paused, resumed or reordered a queue. */
    private void lookAtQueues() {
        long now = queues.fingerprint();
        if (now != queuesSeen) {
            queuesSeen = now;
            signals.queuesChanged();
        }
    }
}
