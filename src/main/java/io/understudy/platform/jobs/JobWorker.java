package io.understudy.platform.jobs;

import io.understudy.platform.core.RunAs;
import io.understudy.platform.core.TypedId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * This node's share of one kind of job. Once a second it looks for waiting jobs and for those that dead nodes left
 * behind; it renews its leases on a thread of their own, gives everything back when it stops, and reacts at once to what
 * is {@linkplain #wake asked for} or {@linkplain #stop cancelled} here.
 */
public abstract class JobWorker<K extends TypedId, C extends JobClaim<K>> implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(JobWorker.class);
    private static final int BEATS_PER_RENEWAL = 4;
    private static final int BEATS_PER_LOOK_AT_LEASES = 5;

    private final LeasedJobWriter<K, ?> writer;
    private final boolean enabled;
    private final PollingLoop polling;
    /** A thread of its own: whatever the others wait for, this node keeps what it works on. */
    private final PollingLoop leases;

    private final String name = "node-" + UUID.randomUUID().toString().substring(0, 8);
    private final Map<K, Running> jobs = new ConcurrentHashMap<>();
    private final Map<K, JobLease<K>> starting = new ConcurrentHashMap<>();
    private long polls;
    private long renewals;

    /**
     * @param kind of job, for the names of threads
     * @param enabled whether this node works on its own, not only when a test tells it to
     */
    protected JobWorker(String kind, LeasedJobWriter<K, ?> writer, boolean enabled) {
        this.writer = writer;
        this.enabled = enabled;
        this.polling = new PollingLoop(kind + "-poller", this::poll);
        this.leases = new PollingLoop(kind + "-leases", this::renewNowAndThen);
    }

    /** What a worker does with one job. */
    public interface Task {
        /**
         * Gives it to its backend.
         *
         * @throws JobWithdrawn when the job is no longer this worker's
         * @throws JobFailure when it cannot be done
         */
        void begin();

        /** A person's wish stops it everywhere. */
        void stop();

        /** Another node has it, or will have it: what runs elsewhere continues. */
        void letGo();

        /** Called every second while it runs. */
        default void beat() {}
    }

    /** Takes the next job that waits, if there is room for it next to those that run here. */
    protected abstract Optional<C> claimNext(String worker, int running);

    /** @param whenOver to be called when the task has made its final report or is no longer wanted */
    protected abstract Task prepare(C claim, Runnable whenOver);

    protected abstract JobFailure explain(C claim, RuntimeException problem);

    /** Called every second, after the queue: shows what other nodes did. */
    protected abstract void look();

    private final class Running {
        final JobLease<K> lease;
        final Task task;

        Running(C claim) {
            this.lease = claim.lease();
            this.task = prepare(claim, this::forget);
        }

        void letGo() {
            task.letGo();
            forget();
        }

        /** A person's wish stops it everywhere; another node that has it continues with what runs elsewhere. */
        void end() {
            if (writer.isCancelled(lease.job())) {
                task.stop();
                forget();
            } else {
                letGo();
            }
        }

        // By entry, not by job: another attempt of the same job may be under way already.
        void forget() {
            jobs.remove(lease.job(), this);
        }
    }

    /** Starts as many waiting jobs as there is room for. */
    public final synchronized void fill() {
        RunAs.run(() -> {
            Optional<C> claim = claimNext(name, jobs.size());
            while (claim.isPresent()) {
                start(claim.get());
                claim = claimNext(name, jobs.size());
            }
        });
    }

    private void start(C claim) {
        JobLease<K> lease = claim.lease();
        starting.put(lease.job(), lease);
        try {
            Running job = new Running(claim);
            jobs.put(lease.job(), job);
            try {
                job.task.begin();
            } catch (JobWithdrawn unwanted) {
                job.end();
            }
        } catch (JobFailure problem) {
            giveUp(claim, problem);
        } catch (RuntimeException problem) {
            giveUp(claim, explain(claim, problem));
        } finally {
            starting.remove(lease.job(), lease);
        }
    }

    private void giveUp(C claim, JobFailure problem) {
        Running begun = jobs.remove(claim.lease().job());
        if (begun != null) {
            begun.task.letGo();
        }
        notBegun(claim, problem);
    }

    /** A job could not be given to its backend. */
    protected void notBegun(C claim, JobFailure problem) {
        writer.fail(claim.lease(), problem);
    }

    /** Looks into the queue soon, not on the thread that asked. */
    protected final void wake() {
        polling.soon(this::fill);
    }

    protected final void stop(K job) {
        Running running = jobs.get(job);
        if (running != null) {
            running.task.stop();
        }
    }

    public final void beat() {
        forEachJob(job -> job.task.beat());
    }

    public final void renew() {
        RunAs.run(() -> starting.values().forEach(writer::renew));
        forEachJob(job -> {
            if (!writer.renew(job.lease)) {
                job.letGo();
            }
        });
    }

    /** Takes jobs back from workers that died, after this node has renewed its own leases. */
    public final void takeBackOverdue() {
        renew();
        Set<K> ours = new HashSet<>(starting.keySet());
        ours.addAll(jobs.keySet());
        RunAs.run(() -> writer.takeBackOverdue(ours));
    }

    public final synchronized void releaseAll() {
        forEachJob(job -> {
            writer.release(job.lease);
            job.letGo();
        });
    }

    public final boolean isIdle() {
        return jobs.isEmpty();
    }

    private void forEachJob(Consumer<Running> action) {
        RunAs.run(() -> List.copyOf(jobs.values()).forEach(job -> {
            try {
                action.accept(job);
            } catch (JobWithdrawn unwanted) {
                job.end();
            } catch (RuntimeException problem) {
                log.warn("{} could not be processed; trying again shortly", job.lease.job(), problem);
            }
        }));
    }

    private void renewNowAndThen() {
        if (renewals++ % BEATS_PER_RENEWAL == 0) {
            renew();
        }
    }

    private void poll() {
        polling.safely(this::beat);
        if (++polls % BEATS_PER_LOOK_AT_LEASES == 0) {
            polling.safely(this::takeBackOverdue);
        }
        polling.safely(this::fill);
        polling.safely(() -> RunAs.run(this::look));
    }

    @Override
    public final void start() {
        if (enabled) {
            leases.start();
            polling.start();
        }
    }

    @Override
    public final void stop() {
        leases.stop();
        if (polling.stop()) {
            releaseAll();
        }
    }

    @Override
    public final boolean isRunning() {
        return polling.isRunning();
    }
}
