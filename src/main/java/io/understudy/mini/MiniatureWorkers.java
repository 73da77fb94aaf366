package io.understudy.mini;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The bounded pool on which all runs and samples of one process compute. Each caller's tasks form a group, and the threads take
 * one task from each waiting group in turn, so that several runs share the processor fairly and a long test sheet does not
 * starve a run. Threads are daemons of low priority.
 */
@SuppressWarnings("ThreadPriorityCheck") // a hint to the system to serve pages first; nothing relies on it
public final class MiniatureWorkers implements AutoCloseable {
    private static final long RECHECK_MILLIS = 200;

    private final int threads;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition workArrived = lock.newCondition();
    private final Deque<Group> waiting = new ArrayDeque<>();
    private volatile BooleanSupplier peopleAtWork = () -> false;
    private boolean closed;

    private static final class Group {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private final Condition finished;
        private int open;
        private @Nullable Throwable failure;

        Group(Condition finished) {
            this.finished = finished;
        }
    }

    public MiniatureWorkers() {
        this(Runtime.getRuntime().availableProcessors());
    }

    public MiniatureWorkers(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("At least 1 thread is needed, not %d.".formatted(threads));
        }
        this.threads = threads;
        for (int index = 0; index < threads; index++) {
            int number = index;
            Thread.ofPlatform()
                    .daemon()
                    .name("miniature-" + number)
                    .priority(Thread.MIN_PRIORITY + 1)
                    .start(() -> work(number));
        }
    }

    public int threads() {
        return threads;
    }

    /** Leaves one thread idle while the condition holds, so that pages stay quick; it is asked before every task. */
    public void yieldTo(BooleanSupplier peopleAtWork) {
        this.peopleAtWork = peopleAtWork;
    }

    /**
     * Runs the tasks and returns their results in the same order.
     *
     * @throws InterruptedException if the calling thread is interrupted; tasks that had not begun are dropped, those that had
     *     are waited for
     */
    public <T> List<T> run(List<? extends Callable<T>> tasks) throws InterruptedException {
        List<@Nullable T> results = new ArrayList<>();
        Group group = new Group(lock.newCondition());
        for (int i = 0; i < tasks.size(); i++) {
            results.add(null);
        }
        for (int i = 0; i < tasks.size(); i++) {
            int index = i;
            group.tasks.add(() -> {
                try {
                    T result = tasks.get(index).call();
                    synchronized (results) {
                        results.set(index, result);
                    }
                } catch (Exception failure) {
                    throw new TaskFailedException(failure);
                }
            });
        }
        await(group);
        List<T> complete = new ArrayList<>();
        synchronized (results) {
            for (T result : results) {
                complete.add(result);
            }
        }
        return complete;
    }

    private static final class TaskFailedException extends RuntimeException {
        TaskFailedException(Throwable cause) {
            super(cause);
        }
    }

    private void await(Group group) throws InterruptedException {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("The workers are closed.");
            }
            group.open = group.tasks.size();
            if (group.open > 0) {
                waiting.addLast(group);
                workArrived.signalAll();
            }
            boolean interrupted = false;
            while (group.open > 0) {
                try {
                    group.finished.await();
                } catch (InterruptedException stop) {
                    interrupted = true;
                    drop(group);
                }
            }
            if (interrupted) {
                throw new InterruptedException("Interrupted while the miniature was computing.");
            }
            if (group.failure != null) {
                throw new IllegalStateException("The miniature could not compute.", group.failure);
            }
        } finally {
            lock.unlock();
        }
    }

    private void drop(Group group) {
        group.open -= group.tasks.size();
        group.tasks.clear();
        waiting.remove(group);
    }

    private void work(int number) {
        lock.lock();
        try {
            while (true) {
                Group group = number < allowed() ? waiting.pollFirst() : null;
                if (group == null) {
                    if (closed) {
                        return;
                    }
                    // Whether people are active changes without a signal, hence the limit.
                    workArrived.await(RECHECK_MILLIS, TimeUnit.MILLISECONDS);
                    continue;
                }
                Runnable task = group.tasks.removeFirst();
                if (!group.tasks.isEmpty()) {
                    waiting.addLast(group);
                }
                perform(group, task);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void perform(Group group, Runnable task) {
        lock.unlock();
        Throwable failure = null;
        try {
            task.run();
        } catch (TaskFailedException wrapped) {
            failure = wrapped.getCause();
        } catch (Throwable broken) {
            failure = broken;
        } finally {
            lock.lock();
        }
        if (failure != null && group.failure == null) {
            group.failure = failure;
            drop(group);
        }
        if (--group.open == 0) {
            group.finished.signalAll();
        }
    }

    private int allowed() {
        return peopleAtWork.getAsBoolean() ? Math.max(1, threads - 1) : threads;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            workArrived.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
