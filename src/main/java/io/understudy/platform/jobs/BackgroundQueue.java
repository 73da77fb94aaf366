package io.understudy.platform.jobs;

import io.understudy.platform.core.RunAs;
import io.understudy.platform.outages.Dependency;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
 * tables say what waits, so there is no list to lose. Jobs that mostly wait for others may be done several at a time,
 * never two with the same subject.
 */
public abstract class BackgroundQueue<J> implements SmartLifecycle, DisposableBean {
    /** A job that was begun so often without an end has stopped the process each time. */
    public static final int MOST_ATTEMPTS = 3;

    static final Duration AFTER_FAILURE = Duration.ofMinutes(2);
    static final Duration WHEN_PUT_OFF = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(BackgroundQueue.class);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String kind;
    private final JobClaimRepository claims;
    private final boolean enabled;
    private final ScheduledExecutorService thread;
    /** The thread itself where one job is done at a time. */
    private final ExecutorService workers;

    private final PollingLoop leases;
    /** By subject: the job that was added last. */
    private final Map<String, CompletableFuture<Void>> latest = new ConcurrentHashMap<>();

    /** Subjects whose job was added and has not begun. */
    private final Set<String> queued = ConcurrentHashMap.newKeySet();

    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private @Nullable ScheduledFuture<?> looks;

    /**
     * @param kind of job, which also names the thread
     * @param enabled whether it looks for waiting jobs
     */
    protected BackgroundQueue(String kind, JobClaimRepository claims, boolean enabled) {
        this(kind, claims, enabled, 1);
    }

    /** @param atOnce how many jobs are done at a time */
    protected BackgroundQueue(String kind, JobClaimRepository claims, boolean enabled, int atOnce) {
        this.kind = kind;
        this.claims = claims;
        this.enabled = enabled;
        this.thread = BackgroundThreads.single(kind, Thread.MIN_PRIORITY);
        this.workers = atOnce == 1 ? thread : BackgroundThreads.fixed(kind + "-", atOnce);
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

    /** How long a stop waits for what has begun; what takes longer is handed back, and another node may begin it. */
    protected Duration patience() {
        return PATIENCE;
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

    /**
     * Does a job soon, after the commit of the present transaction if there is one. A job that is added again before it
     * has begun is done once.
     */
    public final void add(J job) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    enqueue(job);
                }
            });
        } else {
            enqueue(job);
        }
    }

    /** Jobs of one subject follow one another, also where several are done at a time. */
    private void enqueue(J job) {
        String subject = subject(job);
        if (!queued.add(subject)) {
            return;
        }
        CompletableFuture<Void> added = latest.compute(
                subject,
                (same, before) -> (before == null ? CompletableFuture.<Void>completedFuture(null) : before)
                        .thenRunAsync(() -> begin(job, subject), workers));
        added.whenComplete((done, closing) -> latest.remove(subject, added));
    }

    private void begin(J job, String subject) {
        queued.remove(subject);
        if (!stopping) {
            safely(() -> attempt(job));
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

    /**
     * Does everything that waits and that no other node has, on this thread; where several jobs are done at a time, has
     * them done soon. One that fails keeps no other waiting: the first failure is thrown in the end.
     */
    public final void look() {
        claims.forgetOld(kind);
        if (workers == thread) {
            attemptEach(waiting());
        } else {
            waiting().forEach(this::enqueue);
        }
    }

    private void attemptEach(List<J> jobs) {
        RuntimeException first = null;
        for (J job : jobs) {
            if (stopping) {
                break;
            }
            try {
                attempt(job);
            } catch (RuntimeException problem) {
                if (Dependency.lostIn(problem).isPresent()) {
                    // No other job would get further.
                    throw problem;
                }
                if (first == null) {
                    first = problem;
                } else {
                    log.warn("{} is done later", job, problem);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void attempt(J job) {
        String subject = subject(job);
        int attempt = claims.take(kind, subject);
        if (attempt == 0) {
            return;
        }
        held.add(subject);
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
            held.remove(subject);
        }
    }

    private void renew() {
        held.forEach(subject -> claims.renew(kind, subject));
    }

    /** Completes when everything that was asked for so far, on this node, is done, with what those jobs added. */
    public final CompletableFuture<Void> settled() {
        return CompletableFuture.runAsync(() -> {}, thread).thenCompose(done -> addedDone());
    }

    private CompletableFuture<Void> addedDone() {
        CompletableFuture<?>[] open =
                latest.values().stream().filter(job -> !job.isDone()).toArray(CompletableFuture<?>[]::new);
        return open.length == 0
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.allOf(open).thenCompose(done -> addedDone());
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
    public final void stop() {
        if (beginsStop()) {
            awaitBegun();
            leases.stop();
            // What is interrupted in good order waits for another node, or for the next start, and nothing died on it.
            held.forEach(subject -> claims.putOff(kind, subject, Duration.ZERO, false));
        }
    }

    /** Queues wait at the same time, not one after another. */
    @Override
    public final void stop(Runnable callback) {
        BackgroundThreads.start(kind + "-stop", () -> {
            try {
                stop();
            } finally {
                callback.run();
            }
        });
    }

    private synchronized boolean beginsStop() {
        if (looks == null) {
            return false;
        }
        stopping = true;
        looks.cancel(false);
        looks = null;
        return true;
    }

    /** Another node that began a job which is still being done here would do it a second time. */
    private void awaitBegun() {
        try {
            settled().get(patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException | RejectedExecutionException unfinished) {
            log.info("Stopping: {} hands back what it has begun", kind, unfinished);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final synchronized boolean isRunning() {
        return looks != null;
    }

    @Override
    public final void destroy() {
        stopping = true;
        workers.shutdown();
        thread.shutdown();
    }
}
