package io.understudy.platform.jobs;

/** A task that waits for others, and looks between its steps whether it is still wanted here. */
public abstract class StoppableTask implements ThreadedBackend.Task {
    private volatile boolean cancelled;
    private volatile boolean letGo;

    /** Ends the work of a task that was cancelled or let go. */
    public static final class Stopped extends RuntimeException {}

    @Override
    public final void cancel() {
        cancelled = true;
        wake();
    }

    @Override
    public final void letGo() {
        letGo = true;
        wake();
    }

    /** Ends what it waits for at the moment. */
    protected abstract void wake();

    protected final boolean isCancelled() {
        return cancelled;
    }

    protected final boolean isStopping() {
        return cancelled || letGo;
    }

    /** @throws Stopped when the task should stop */
    protected final void resume() {
        if (isStopping()) {
            throw new Stopped();
        }
    }
}
