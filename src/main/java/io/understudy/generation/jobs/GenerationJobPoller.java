package io.understudy.generation.jobs;

import io.understudy.generation.GenerationChanged;
import io.understudy.generation.GenerationProgress;
import io.understudy.generation.GenerationState;
import io.understudy.platform.jobs.PollingLoop;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Makes this node's worker beat: looks for waiting jobs, renews leases, takes over from dead nodes, and reacts at once
 * when pictures are asked for or cancelled here. Changes made by other nodes come in with the beat.
 */
@Component
class GenerationJobPoller implements SmartLifecycle {
    private static final int BEATS_PER_RENEWAL = 4;
    private static final int BEATS_PER_LOOK_AT_LEASES = 5;

    private final GenerationWorker worker;
    private final GenerationSignals signals;
    private final GenerationRepository repository;
    private final boolean enabled;
    private final PollingLoop polling;
    /** A thread of its own: whatever the others wait for, this node keeps what it works on. */
    private final PollingLoop leases;

    private long poll;
    private long renewal;

    GenerationJobPoller(
            GenerationWorker worker,
            GenerationSignals signals,
            GenerationRepository repository,
            @Value("${understudy.generation.worker:${db-scheduler.enabled:true}}") boolean enabled) {
        this.worker = worker;
        this.signals = signals;
        this.repository = repository;
        this.enabled = enabled;
        this.polling = new PollingLoop("generation-poller", this::poll);
        this.leases = new PollingLoop("generation-leases", this::renew);
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
    void changed(GenerationChanged change) {
        GenerationProgress pulse = change.progress();
        if (pulse.state() == GenerationState.CANCELLED) {
            worker.stop(pulse.job());
        }
        if (pulse.state() != GenerationState.RUNNING) {
            wake();
        }
    }

    /** Looks into the queue soon, not on the thread that asked. */
    private void wake() {
        polling.soon(worker::fill);
    }

    private void renew() {
        if (renewal++ % BEATS_PER_RENEWAL == 0) {
            worker.renew();
        }
    }

    private void poll() {
        if (++poll % BEATS_PER_LOOK_AT_LEASES == 0) {
            polling.safely(worker::takeBackOverdue);
        }
        polling.safely(worker::fill);
        polling.safely(() -> repository.changedSince(signals.lastSeenChange()).forEach(signals::show));
    }
}
