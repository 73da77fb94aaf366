package io.understudy.generation.jobs;

import io.understudy.generation.GenerationChanged;
import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationState;
import io.understudy.platform.core.RunAs;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.transaction.event.TransactionalEventListener;

/** Waits for the pictures of real threads: looks again whenever a job has changed, and not before. */
@TestConfiguration(proxyBeanMethods = false)
public class GenerationProbe {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final GenerationService generation;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    GenerationProbe(GenerationService generation) {
        this.generation = generation;
    }

    void in(GenerationId job, GenerationState wanted) throws Exception {
        when(job, details -> details.state() == wanted);
    }

    /** Waits until a node has let everything go. The final report of a task is followed by no event. */
    void idle(FakeGenerationConfiguration.FakeWorker worker) throws InterruptedException {
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

    void when(GenerationId job, Predicate<GenerationDetails> wanted) throws Exception {
        long left = LONGEST.toNanos();
        lock.lock();
        try {
            while (true) {
                GenerationDetails now = RunAs.call(() -> generation.details(job));
                if (wanted.test(now)) {
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
