package io.understudy.training.runs;

import io.understudy.platform.core.RunAs;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunState;
import io.understudy.training.queue.RunWorker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.transaction.event.TransactionalEventListener;

/** Waits for what real threads bring about: looks again whenever a run has changed, and not before. */
@TestConfiguration(proxyBeanMethods = false)
public class RunProbe {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final RunService runs;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    RunProbe(RunService runs) {
        this.runs = runs;
    }

    public RunDetails in(RunId run, RunState state) throws Exception {
        return when(run, details -> details.state() == state);
    }

    public RunDetails when(RunId run, Predicate<RunDetails> wanted) throws Exception {
        long left = LONGEST.toNanos();
        lock.lock();
        try {
            while (true) {
                RunDetails now = RunAs.call(() -> runs.details(run));
                if (wanted.test(now)) {
                    return now;
                }
                if (now.state().isOver() || left <= 0) {
                    throw new AssertionError("The run is " + now.state() + ": " + now.failure() + " " + now.progress());
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a node has let everything go. The final report of a job is followed by no event. */
    public void idle(RunWorker worker) throws InterruptedException {
        for (int look = 0; !worker.isIdle(); look++) {
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

    @TransactionalEventListener
    void changed(RunChanged change) {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
