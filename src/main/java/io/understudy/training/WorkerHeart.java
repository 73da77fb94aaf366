package io.understudy.training;

import io.understudy.people.SystemActs;
import io.understudy.shared.Heartbeat;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Makes this node's worker beat: looks for waiting runs, flushes reports, renews leases, and hears at once when a run is
 * launched or cancelled here. Changes made by other nodes come in with the beat.
 */
@Component
class WorkerHeart implements SmartLifecycle {
    private static final int BEATS_PER_RENEWAL = 4;
    private static final int BEATS_PER_LOOK_AT_LEASES = 10;

    private final RunWorker worker;
    private final RunJournal journal;
    private final RunSignals signals;
    private final RunService runs;
    private final QueueRows queues;
    private final boolean enabled;
    private final Heartbeat heartbeat;
    private long beat;
    private long queuesSeen;

    WorkerHeart(
            RunWorker worker,
            RunJournal journal,
            RunSignals signals,
            RunService runs,
            QueueRows queues,
            @Value("${understudy.training.worker:${db-scheduler.enabled:true}}") boolean enabled) {
        this.worker = worker;
        this.journal = journal;
        this.signals = signals;
        this.runs = runs;
        this.queues = queues;
        this.enabled = enabled;
        this.heartbeat = new Heartbeat("run-heart", this::beat);
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

    /** Looks into the queue soon, not on the thread of whoever launched. */
    private void wake() {
        heartbeat.soon(worker::fill);
    }

    private void beat() {
        heartbeat.safely(worker::beat);
        if (beat++ % BEATS_PER_RENEWAL == 0) {
            heartbeat.safely(worker::renew);
        }
        // A scheduler that was killed in the middle of its own look at the leases notices that only minutes later.
        if (beat % BEATS_PER_LOOK_AT_LEASES == 0) {
            heartbeat.safely(() -> SystemActs.run(journal::takeBackOverdue));
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
