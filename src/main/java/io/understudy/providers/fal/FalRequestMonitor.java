package io.understudy.providers.fal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Wakes the threads that wait for a request of fal's as soon as fal has sent a message about it. */
@Component
public class FalRequestMonitor {
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final Wait wait;

    /** Waits until a bell rings, but not longer than given. */
    @FunctionalInterface
    interface Wait {
        void await(Semaphore bell, Duration most) throws InterruptedException;
    }

    public FalRequestMonitor() {
        this((bell, most) -> {
            if (bell.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
                bell.drainPermits();
            }
        });
    }

    /** @param wait for tests, whose time is not the world's */
    FalRequestMonitor(Wait wait) {
        this.wait = wait;
    }

    /** Begins to listen: what arrives from now on is not missed, also when nobody waits at that moment. */
    public Watch watch(String requestId) {
        Watch watch = new Watch(requestId);
        watches.add(watch);
        return watch;
    }

    public boolean ended(String requestId) {
        boolean anyone = false;
        for (Watch watch : watches) {
            if (watch.requestId.equals(requestId)) {
                watch.told = true;
                watch.wake();
                anyone = true;
            }
        }
        return anyone;
    }

    public Set<String> watched() {
        return watches.stream()
                .filter(watch -> !watch.told)
                .map(watch -> watch.requestId)
                .collect(Collectors.toSet());
    }

    public final class Watch implements AutoCloseable {
        private final String requestId;
        private final Semaphore bell = new Semaphore(0);
        private volatile boolean told;

        private Watch(String requestId) {
            this.requestId = requestId;
        }

        public void await(Duration most) throws InterruptedException {
            wait.await(bell, most);
        }

        /** Ends the wait, now or when it begins. */
        public void wake() {
            bell.release();
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }
}
