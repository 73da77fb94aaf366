package io.understudy.support;

import io.understudy.platform.core.RunAs;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Waits for what real threads bring about: looks again whenever something has changed, and not before. */
public abstract class ChangeProbe<T> {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    protected abstract boolean isOver(T seen);

    protected abstract String describe(T seen);

    protected T when(Callable<T> look, Predicate<T> wanted) throws Exception {
        long left = LONGEST.toNanos();
        lock.lock();
        try {
            while (true) {
                T now = RunAs.call(look);
                if (wanted.test(now)) {
                    return now;
                }
                if (isOver(now) || left <= 0) {
                    throw new AssertionError(describe(now));
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a node has let everything go. The final report of a job is followed by no event. */
    protected void until(BooleanSupplier idle) throws InterruptedException {
        for (int look = 0; !idle.getAsBoolean(); look++) {
            if (look > LONGEST.toMillis()) {
                throw new AssertionError("The worker is still busy");
            }
            lock.lock();
            try {
                changed.await(1, TimeUnit.MILLISECONDS);
            } finally {
                lock.unlock();
            }
        }
    }

    protected void signal() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
