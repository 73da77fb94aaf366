package io.understudy.training.backends.cluster.jobs;

import io.understudy.storage.SpoolDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How jobs wait, and where they put what they copy.
 *
 * @param every between two questions about a job
 * @param watched between two looks of {@code watch.py} on the engine
 */
public record JobTiming(InstantSource clock, Wait waiting, Duration every, Duration watched, SpoolDirectory spool) {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** Waits until a bell rings, but not longer than given. */
    @FunctionalInterface
    public interface Wait {
        void await(Semaphore bell, Duration most) throws InterruptedException;
    }

    public static JobTiming of(InstantSource clock, SpoolDirectory spool) {
        return new JobTiming(
                clock,
                (bell, most) -> {
                    if (bell.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
                        bell.drainPermits();
                    }
                },
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                spool);
    }

    Instant now() {
        return clock.instant();
    }

    /** @param failures how often the engine gave no answer, one after another */
    Duration afterFailure(int failures) {
        Duration longer = every.multipliedBy(1L << Math.min(failures, 10));
        return longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    }
}
