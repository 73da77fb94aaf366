package io.understudy.platform.live;

import io.understudy.platform.jobs.BackgroundThreads;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The one thread that changes what pages follow, and notifies them. A page may answer on this thread, so no worker and no
 * transaction ever waits for a page.
 */
@Component
public class SignalThread implements Executor {
    private static final Logger log = LoggerFactory.getLogger(SignalThread.class);

    private final ScheduledExecutorService thread = BackgroundThreads.single("signals");

    @Override
    public void execute(Runnable work) {
        later(Duration.ZERO, work);
    }

    public void later(Duration pause, Runnable work) {
        try {
            thread.schedule(() -> safely(work), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            log.debug("The server is stopping: pages are no longer notified", stopping);
        }
    }

    static void safely(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException problem) {
            log.warn("Could not notify pages of a change", problem);
        }
    }

    /** Completes when everything submitted so far is set, except what {@linkplain #later later} delays. */
    public CompletableFuture<Void> settled() {
        return CompletableFuture.runAsync(() -> {}, this);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }
}
