package io.understudy.generation;

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
 * Makes this node's worker beat: looks for waiting jobs, renews leases, takes over from dead nodes, and hears at once
 * when pictures are asked for or cancelled here. Changes made by other nodes come in with the beat.
 */
@Component
class GenerationHeart implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(GenerationHeart.class);
    private static final int BEATS_PER_RENEWAL = 4;
    private static final int BEATS_PER_LOOK_AT_LEASES = 5;

    private final GenerationWorker worker;
    private final GenerationJournal journal;
    private final GenerationSignals signals;
    private final GenerationTables tables;
    private final boolean enabled;
    private @Nullable ScheduledExecutorService beats;
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
    }

    @Override
    public synchronized void start() {
        if (enabled && beats == null) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("generation-heart").daemon().factory());
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
    private synchronized void wake() {
        if (beats != null) {
            try {
                beats.execute(() -> safely(worker::fill));
            } catch (RejectedExecutionException stopping) {
                log.debug("Stopping: the job stays in the queue", stopping);
            }
        }
    }

    private void beat() {
        if (beat++ % BEATS_PER_RENEWAL == 0) {
            safely(worker::renew);
        }
        if (beat % BEATS_PER_LOOK_AT_LEASES == 0) {
            safely(() -> SystemActs.run(journal::takeBackOverdue));
        }
        safely(worker::fill);
        safely(() -> tables.changedSince(signals.heardUntil()).forEach(signals::show));
    }

    /** One failed beat must not stop the heart. */
    private static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException problem) {
            log.warn("The generation worker missed a beat", problem);
        }
    }
}
