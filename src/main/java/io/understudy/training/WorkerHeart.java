package io.understudy.training;

import io.understudy.people.SystemActs;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
    private static final Logger log = LoggerFactory.getLogger(WorkerHeart.class);
    private static final int BEATS_PER_RENEWAL = 4;
    private static final int BEATS_PER_LOOK_AT_LEASES = 10;

    private final RunWorker worker;
    private final RunJournal journal;
    private final RunSignals signals;
    private final RunService runs;
    private final QueueRows queues;
    private final boolean enabled;
    private @Nullable ScheduledExecutorService beats;
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
    }

    @Override
    public synchronized void start() {
        if (enabled && beats == null) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("run-heart").daemon().factory());
            started.scheduleWithFixedDelay(this::beat, 1000, 1000, TimeUnit.MILLISECONDS);
            beats = started;
        }
    }

    @Override
    public synchronized void stop() {
        if (beats != null) {
            beats.shutdown();
            beats = null;
            worker.releaseAll();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return beats != null;
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
    private synchronized void wake() {
        if (beats != null) {
            try {
                beats.execute(() -> safely(worker::fill));
            } catch (RejectedExecutionException stopping) {
                log.debug("Stopping: the run stays in the queue", stopping);
            }
        }
    }

    private void beat() {
        safely(worker::beat);
        if (beat++ % BEATS_PER_RENEWAL == 0) {
            safely(worker::renew);
        }
        // A scheduler that was killed in the middle of its own look at the leases notices that only minutes later.
        if (beat % BEATS_PER_LOOK_AT_LEASES == 0) {
            safely(() -> SystemActs.run(journal::takeBackOverdue));
        }
        safely(worker::fill);
        safely(this::lookAtQueues);
        safely(() ->
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

    /** One failed beat must not stop the heart. */
    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException problem) {
            log.warn("The worker missed a beat", problem);
        }
    }
}
