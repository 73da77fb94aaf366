package io.understudy.platform.jobs;

import io.understudy.platform.core.RunAs;
import java.util.concurrent.Callable;

/**
 * Base of what receives a job's reports: it writes them as the product itself, and answers {@link JobWithdrawn} from the
 * moment on when the job is over or no longer this worker's. Subclasses call it with their own lock held.
 */
public abstract class InsistingReporter {
    private final String job;
    private final Runnable whenOver;
    private boolean over;

    /**
     * @param job for messages, such as "Run 7"
     * @param whenOver called once, when the job has made its final report or is no longer wanted
     */
    protected InsistingReporter(String job, Runnable whenOver) {
        this.job = job;
        this.whenOver = whenOver;
    }

    /** @param write answers false when the job is no longer wanted */
    protected final void insist(Callable<Boolean> write) {
        requireWanted();
        keep(write);
    }

    /** As {@link #insist}, and also when the job is no longer wanted. */
    protected final void keep(Callable<Boolean> write) {
        try {
            if (!RunAs.call(write)) {
                end();
                requireWanted();
            }
        } catch (RuntimeException problem) {
            throw problem;
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
    }

    /** Lets go of the job even where its end cannot be written: then its lease runs out, and it is taken up again. */
    protected final void last(Callable<Boolean> end) {
        try {
            insist(end);
        } finally {
            end();
        }
    }

    /** The person's cancel is written already, before the job is notified; only what was gathered is dropped. */
    public final synchronized void cancelled() {
        end();
    }

    protected final void end() {
        if (!over) {
            over = true;
            whenOver.run();
        }
    }

    /** Another reporter receives the rest of this job: from here nothing is accepted any longer. */
    protected final void handOver() {
        over = true;
    }

    protected final boolean isOver() {
        return over;
    }

    protected final void requireWanted() {
        if (over) {
            throw new JobWithdrawn(job + " is over, or another worker has it");
        }
    }
}
