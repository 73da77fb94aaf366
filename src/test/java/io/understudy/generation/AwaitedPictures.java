package io.understudy.generation;

import io.understudy.people.SystemActs;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.transaction.event.TransactionalEventListener;

/** Waits for what real threads draw: looks again whenever a job has changed, and not before. */
@TestConfiguration(proxyBeanMethods = false)
public class AwaitedPictures {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final GenerationService generation;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    AwaitedPictures(GenerationService generation) {
        this.generation = generation;
    }

    void in(GenerationId job, GenerationState wanted) throws Exception {
        long left = LONGEST.toNanos();
        lock.lock();
        try {
            while (true) {
                GenerationDetails now = SystemActs.call(() -> generation.details(job));
                if (now.state() == wanted) {
                    return;
                }
                if (now.state().isOver() || left <= 0) {
                    throw new AssertionError("The pictures are " + now.state() + ": " + now.failure());
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @TransactionalEventListener
    void changed(GenerationChanged change) {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
