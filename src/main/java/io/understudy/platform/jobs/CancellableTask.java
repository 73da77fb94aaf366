package io.understudy.platform.jobs;

/** A task that looks between its steps whether it was cancelled. */
public abstract class CancellableTask implements ThreadedBackend.Task {
    private volatile boolean cancelled;

    /** Ends the work of a task that was cancelled. */
    public static final class Cancelled extends RuntimeException {}

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
