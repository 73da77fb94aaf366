package io.understudy.training.queue;

import io.understudy.identity.RunAs;
import io.understudy.platform.jobs.PollingLoop;
import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import io.understudy.training.runs.QueueChanged;
import io.understudy.training.runs.RunChanged;
import io.understudy.training.runs.RunService;
import io.understudy.training.runs.RunSignals;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Makes this node's worker beat: looks for waiting runs, flushes reports, renews leases, and reacts at once when a run
 * is launched or cancelled here. Changes made by other nodes come in with the beat.
 */
@Component
class RunJobPoller implements SmartLifecycle {
    private static final int BEATS_PER_RENEWAL = 4;
    private static final int BEATS_PER_LOOK_AT_LEASES = 10;

    private final RunWorker worker;
    private final RunSignals signals;
    private final RunService runs;
    private final QueueRepository queues;
    private final boolean enabled;
    private final PollingLoop polling;
    /** A thread of its own: whatever the others wait for, this node keeps what it works on. */
    private final PollingLoop leases;

    private long poll;
    private long renewal;
    private long queuesSeen;

    RunJobPoller(
            RunWorker worker,
            RunSignals signals,
            RunService runs,
            QueueRepository queues,
            @Value("${understudy.training.worker:${db-scheduler.enabled:true}}") boolean enabled) {
        this.worker = worker;
        this.signals = signals;
        this.runs = runs;
        this.queues = queues;
        this.enabled = enabled;
        this.polling = new PollingLoop("run-poller", this::poll);
        this.leases = new PollingLoop("run-leases", this::renew);
    }

    @Override
    public void start() {
        if (enabled) {
            leases.start();
            polling.start();
        }
    }

    @Override
    public void stop() {
        leases.stop();
        if (polling.stop()) {
            worker.releaseAll();
        }
    }

    @Override
    public boolean isRunning() {
        return polling.isRunning();
    }

    @TransactionalEventListener
    void changed(RunChanged change) {
        RunProgress pulse = change.progress();
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
        polling.soon(worker::fill);
    }

    private void renew() {
        if (renewal++ % BEATS_PER_RENEWAL == 0) {
            worker.renew();
        }
    }

    private void poll() {
        polling.safely(worker::beat);
        poll++;
        // A scheduler that was killed in the middle of its own look at the leases notices that only minutes later.
        if (poll % BEATS_PER_LOOK_AT_LEASES == 0) {
            polling.safely(worker::takeBackOverdue);
        }
        polling.safely(worker::fill);
        polling.safely(this::lookAtQueues);
        polling.safely(() ->
                RunAs.run(() -> runs.changedSince(signals.lastSeenChange()).forEach(signals::show)));
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
