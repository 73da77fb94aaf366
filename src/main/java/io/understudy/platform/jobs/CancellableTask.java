package io.understudy.platform.jobs;

import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task that looks between its steps whether it was cancelled. */
public abstract class CancellableTask implements ThreadedBackend.Task {
    private static final Logger log = LoggerFactory.getLogger(CancellableTask.class);

    private final String name;
    private final Runnable sayCancelled;
    private final Consumer<JobFailure> sayFailed;
    private final Function<Throwable, JobFailure> inWords;
    private volatile boolean cancelled;

    /** Ends the work of a task that was cancelled. */
    public static final class Cancelled extends RuntimeException {}

    /** @param inWords says of what {@link #work} threw, other than a {@link JobFailure}, what people are told */
    protected CancellableTask(
            String name,
            Runnable sayCancelled,
            Consumer<JobFailure> sayFailed,
            Function<Throwable, JobFailure> inWords) {
        this.name = name;
        this.sayCancelled = sayCancelled;
        this.sayFailed = sayFailed;
        this.inWords = inWords;
    }

    /** Everything, its own report of success included. */
    protected abstract void work() throws IOException, InterruptedException;

    @Override
    public final void run() {
        try {
            stopIfCancelled();
            work();
        } catch (Cancelled noticed) {
            FinalReport.send(name, sayCancelled);
        } catch (JobWithdrawn unwanted) {
            log.info("“{}” is no longer wanted here", name);
        } catch (JobFailure known) {
            FinalReport.send(name, () -> sayFailed.accept(known));
        } catch (Exception | OutOfMemoryError problem) {
            log.warn("“{}” failed", name, problem);
            FinalReport.send(name, () -> sayFailed.accept(inWords.apply(problem)));
        }
    }

    /** @param doing what the server was doing, such as computing */
    protected static JobFailure unforeseen(Throwable problem, String doing, String tryAgain) {
        return switch (problem) {
            case InterruptedException stopped ->
                new JobFailure("The server stopped while it was " + doing + ".", tryAgain, stopped);
            case IOException unreadable ->
                new JobFailure(
                        "A file could not be read or written: " + unreadable.getMessage(),
                        "If the server's disk is not full, check its log. " + tryAgain,
                        unreadable);
            default ->
                new JobFailure(
                        "Something unexpected went wrong: " + problem,
                        "An admin can find the details in the server's log. " + tryAgain,
                        problem);
        };
    }

    @Override
    public final void cancel() {
        cancelled = true;
    }

    protected final void stopIfCancelled() {
        if (cancelled) {
            throw new Cancelled();
        }
    }
}
