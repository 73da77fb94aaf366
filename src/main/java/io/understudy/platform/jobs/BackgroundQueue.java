package io.understudy.platform.jobs;

import io.understudy.platform.core.RunAs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Does the small jobs of one kind, one after another, on a thread of its own: those that are asked for here after the
 * commit, and every now and then those that wait because a node died or something could not be reached. The feature's own
 * tables say what waits, so there is no list to lose.
 */
public abstract class BackgroundQueue<J> implements SmartLifecycle, DisposableBean {
    /** A job that was begun so often without an end has stopped the process each time. */
    public static final int MOST_ATTEMPTS = 3;

    static final Duration AFTER_FAILURE = Duration.ofMinutes(2);
    static final Duration WHEN_PUT_OFF = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(BackgroundQueue.class);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);

    private final String kind;
    private final JobClaims claims;
    private final boolean enabled;
    private final ScheduledExecutorService thread;
    private final PollingLoop leases;
    private volatile @Nullable String held;
    private volatile boolean stopping;
    private @Nullable ScheduledFuture<?> looks;

    /**
     * @param kind of job, which also names the thread
     * @param enabled whether it looks for waiting jobs
     */
    protected BackgroundQueue(String kind, JobClaims claims, boolean enabled) {
        this.kind = kind;
        this.claims = claims;
        this.enabled = enabled;
        this.thread = BackgroundThreads.single(kind, Thread.MIN_PRIORITY);
        this.leases = new PollingLoop(kind + "-lease", this::renew);
    }

    /** Thrown by {@link #perform}: something that the job needs cannot be reached now. */
    public static final class NotNow extends RuntimeException {
        private final Duration pause;

        public NotNow(Throwable cause) {
            this(cause, WHEN_PUT_OFF);
        }

        public NotNow(Throwable cause, Duration pause) {
            super(cause);
            this.pause = pause;
        }
    }

    final String kind() {
        return kind;
    }

    /** Whether a job that has many steps should end after the present one. */
    protected final boolean isStopping() {
        return stopping;
    }

    /** What waits, in the order in which it is to be done, whether or not a node has it at this moment. */
    protected abstract List<J> waiting();

    /** Names the job among those of its kind, in at most 200 characters. */
    protected abstract String subject(J job);

    /**
     * Does a job that this node alone has at this moment, if it still waits.
     *
     * @throws NotNow when it is to be tried again later, however often that was; what else it throws counts as
     *     an attempt without an end
     */
    protected abstract void perform(J job);

    /** Ends a job that has stopped the process {@value #MOST_ATTEMPTS} times. */
    protected abstract void giveUp(J job);

    /** Does a job soon, after the commit of the present transaction if there is one. */
    public final void add(J job) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    soon(() -> attempt(job));
                }
            });
        } else {
            soon(() -> attempt(job));
        }
    }

    /** Does something on this thread; its failure is logged, and it is for the next look to make good for it. */
    protected final void soon(Runnable work) {
        try {
            thread.execute(() -> safely(work));
        } catch (RejectedExecutionException closing) {
            log.debug("Stopping: what waits for {} waits for the next start", kind, closing);
        }
    }

    private void safely(Runnable work) {
        try {
            RunAs.run(work);
        } catch (RuntimeException | Error problem) {
            log.warn("What waits for {} is done later", kind, problem);
        }
    }

    /**
     * Does a job for a person who is waiting for it, after those before it. Blocks until it is done: never call it under
     * a session's lock.
     */
    public final void doNow(J job) {
        CompletableFuture.runAsync(() -> RunAs.run(() -> attempt(job)), thread).join();
    }

    /** Works something out for a person who is waiting for it, after the jobs before it, on their thread. */
    public final <T> CompletableFuture<T> answer(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, thread);
    }

    /** Does everything that waits and that no other node has, on this thread. */
    public final void look() {
        claims.forgetOld(kind);
        for (J job : waiting()) {
            if (stopping) {
                return;
            }
            attempt(job);
        }
    }

    private void attempt(J job) {
        String subject = subject(job);
        int attempt = claims.take(kind, subject);
        if (attempt == 0) {
            return;
        }
        held = subject;
        try {
            if (attempt > MOST_ATTEMPTS) {
                giveUp(job);
            } else {
                perform(job);
            }
            claims.end(kind, subject);
        } catch (NotNow later) {
            log.warn("{} is put off", job, later.getCause());
            claims.putOff(kind, subject, later.pause, false);
        } catch (RuntimeException problem) {
            claims.putOff(kind, subject, AFTER_FAILURE, true);
            throw problem;
        } finally {
            held = null;
        }
    }

    private void renew() {
        String subject = held;
        if (subject != null) {
            claims.renew(kind, subject);
        }
    }

    /** Completes when everything that was asked for so far, on this node, is done. */
    public final CompletableFuture<Void> settled() {
        return CompletableFuture.runAsync(() -> {}, thread);
    }

    @Override
    public final synchronized void start() {
        if (enabled && looks == null) {
            stopping = false;
            leases.start();
            looks = thread.scheduleWithFixedDelay(
                    () -> safely(this::look), FIRST_LOOK.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public final synchronized void stop() {
        if (looks != null) {
            stopping = true;
            looks.cancel(false);
            looks = null;
            leases.stop();
            handBack();
        }
    }

    /** What is interrupted in good order waits for another node, or for the next start, and nothing died on it. */
    private void handBack() {
        String subject = held;
        if (subject != null) {
            claims.putOff(kind, subject, Duration.ZERO, false);
        }
    }

    @Override
    public final synchronized boolean isRunning() {
        return looks != null;
    }

    @Override
    public final void destroy() {
        stopping = true;
        thread.shutdown();
    }
}
