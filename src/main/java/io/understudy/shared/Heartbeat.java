package io.understudy.shared;

import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Beats once a second, on a thread of its own; what fails in a beat is logged, and the next one comes all the same. */
public final class Heartbeat {
    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final String name;
    private final Runnable beat;
    private @Nullable ScheduledExecutorService beats;

    /**
     * @param name of the thread
     * @param beat done every second; whatever in it must not keep the rest from being done goes through {@link #safely}
     */
    public Heartbeat(String name, Runnable beat) {
        this.name = name;
        this.beat = beat;
    }

    public synchronized void start() {
        if (beats == null) {
            ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name(name).daemon().factory());
            started.scheduleWithFixedDelay(() -> safely(beat), 1, 1, TimeUnit.SECONDS);
            beats = started;
        }
    }

    /** @return whether it was beating */
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

    /** Does something between two beats, soon, and not on the thread of whoever asks; nothing once it has stopped. */
    public synchronized void soon(Runnable work) {
        if (beats != null) {
            try {
                beats.execute(() -> safely(work));
            } catch (RejectedExecutionException stopping) {
                log.debug("{} stops: this is left to the next one", name, stopping);
            }
        }
    }

    /** Does one thing of several: its failure is logged and keeps no other from being done. */
    public void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException problem) {
            log.warn("{} missed a beat", name, problem);
        }
    }
}
