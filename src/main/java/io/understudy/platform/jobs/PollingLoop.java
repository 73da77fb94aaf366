package io.understudy.platform.jobs;

import io.understudy.platform.outages.Dependency;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Beats, once a second if nothing else is said, on its own thread; a failure in one beat is logged and does not stop the next. */
public final class PollingLoop {
    private static final Logger log = LoggerFactory.getLogger(PollingLoop.class);

    private final String name;
    private final Duration every;
    private final Runnable beat;
    private @Nullable ScheduledExecutorService beats;

    /**
     * @param name of the thread
     * @param beat done every second; a part of it that must not stop the rest goes through {@link #safely}
     */
    public PollingLoop(String name, Runnable beat) {
        this(name, Duration.ofSeconds(1), beat);
    }

    public PollingLoop(String name, Duration every, Runnable beat) {
        this.name = name;
        this.every = every;
        this.beat = beat;
    }

    public synchronized void start() {
        if (beats == null) {
            ScheduledExecutorService started = BackgroundThreads.single(name);
            started.scheduleWithFixedDelay(
                    () -> safely(beat), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
            beats = started;
        }
    }

    public synchronized boolean stop() {
        if (beats == null) {
            return false;
        }
        beats.shutdown();
        beats = null;
        return true;
    }

    public synchronized boolean isRunning() {
        return beats != null;
    }

    /** Does something between two beats, soon, and not on the calling thread; does nothing once it has stopped. */
    public synchronized void soon(Runnable work) {
        if (beats != null) {
            try {
                beats.execute(() -> safely(work));
            } catch (RejectedExecutionException stopping) {
                log.debug("{} is stopping; the next one does this", name, stopping);
            }
        }
    }

    /** Does one thing of several: its failure is logged and does not stop the others. */
    public void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error problem) {
            // An outage is logged once, where it is noticed.
            log.atLevel(Dependency.lostIn(problem).isPresent() ? Level.DEBUG : Level.WARN)
                    .setCause(problem)
                    .log("{} missed a beat", name);
        }
    }
}
