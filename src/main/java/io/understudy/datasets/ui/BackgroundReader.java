package io.understudy.datasets.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.BackgroundThreads;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.stereotype.Component;

/** Reads for open pages outside of their sessions' locks, a few times a second at most for each page. */
@Component
class BackgroundReader {
    private static final Duration GAP = Duration.ofMillis(400);
    private static final Logger log = LoggerFactory.getLogger(BackgroundReader.class);

    // One thread: what was asked for first is read first, and a slow dataset holds up pages, not people.
    private final ScheduledExecutorService thread = BackgroundThreads.single("dataset-readings");

    /** Completes when everything that was asked for so far is read and on its way to its page. */
    CompletableFuture<Void> settled() {
        return CompletableFuture.runAsync(() -> {}, thread);
    }

    <T> Turns<T> turns(Supplier<T> read, Consumer<T> show) {
        return new Turns<>(read, show);
    }

    @PreDestroy
    void stop() {
        thread.shutdownNow();
    }

    /** One reading at a time; what is wanted meanwhile is one more reading after it. */
    final class Turns<T> {
        private final Supplier<T> read;
        private final Consumer<T> show;
        private boolean reading;
        private boolean again;

        private Turns(Supplier<T> read, Consumer<T> show) {
            this.read = read;
            this.show = show;
        }

        /** Reads in the name of the person whose page this is, and shows it in the page's own turn. */
        synchronized void want(UI page) {
            if (reading) {
                again = true;
            } else {
                reading = true;
                start(page, Duration.ZERO);
            }
        }

        private void start(UI page, Duration later) {
            Runnable work = new DelegatingSecurityContextRunnable(() -> take(page));
            try {
                thread.schedule(work, later.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException stopping) {
                log.debug("Stopping: pages read when they are opened again", stopping);
            }
        }

        private void take(UI page) {
            boolean open = true;
            try {
                T value = read.get();
                page.access(() -> show.accept(value));
            } catch (UIDetachedException closed) {
                open = false;
            } catch (DomainException.NotFound gone) {
                log.debug("What the page shows was deleted", gone);
            } catch (RuntimeException problem) {
                log.warn("A page shows what it showed before", problem);
            }
            over(page, open);
        }

        private synchronized void over(UI page, boolean open) {
            if (open && again) {
                again = false;
                start(page, GAP);
            } else {
                reading = false;
                again = false;
            }
        }
    }
}
