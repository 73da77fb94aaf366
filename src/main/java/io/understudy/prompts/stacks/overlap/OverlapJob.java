package io.understudy.prompts.stacks.overlap;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.understudy.identity.RunAs;
import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.overlap.OverlapReader;
import io.understudy.lora.passport.Passport;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Spooled;
import io.understudy.storage.StorageFailure;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportService;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Compares files one pair after another on a thread of its own; both are on disk meanwhile, not in memory. */
@Component
public class OverlapJob {
    private static final Logger log = LoggerFactory.getLogger(OverlapJob.class);
    /** A pair that has waited so long was left behind by a stopped node or a storage that did not answer. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(5);

    private static final int TAKEN_UP = 20;
    /** A pair that was begun so often without an end has stopped the process each time. */
    private static final int MOST_ATTEMPTS = 3;

    private final OverlapRepository repository;
    private final BlobStore blobs;
    private final PassportService passports;
    private final OverlapSignals signals;
    private final Clock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform()
            .name("overlaps")
            .priority(Thread.MIN_PRIORITY)
            .daemon()
            .factory());

    OverlapJob(
            OverlapRepository repository,
            BlobStore blobs,
            PassportService passports,
            OverlapSignals signals,
            Clock clock) {
        this.repository = repository;
        this.blobs = blobs;
        this.passports = passports;
        this.signals = signals;
        this.clock = clock;
    }

    @TransactionalEventListener
    void wanted(OverlapRequested wanted) {
        thread.execute(() -> RunAs.run(() -> compare(wanted.pair())));
    }

    /** Takes up what was left behind; called by the scheduler on one node at a time. */
    void takeUpWaiting() {
        repository.waitingSince(clock.instant().minus(LEFT_BEHIND), TAKEN_UP).forEach(this::compare);
    }

    /** Whatever happens, the pair ends with a result or with a reason, and the next one starts. */
    private void compare(OverlapPair pair) {
        int attempt = repository.begin(pair, clock.instant());
        if (attempt == 0) {
            return;
        }
        if (attempt > MOST_ATTEMPTS) {
            repository.impossible(pair, "The server stopped " + MOST_ATTEMPTS + " times while it compared them.");
            signals.changed();
            return;
        }
        try (Spooled first = spool(pair.first());
                Spooled second = spool(pair.second())) {
            repository.measured(
                    pair, OverlapReader.read(first.path(), scale(pair.first()), second.path(), scale(pair.second())));
        } catch (MalformedSafetensorsException malformed) {
            repository.impossible(pair, String.valueOf(malformed.getMessage()));
        } catch (IOException | UncheckedIOException | StorageFailure | DomainException unreadable) {
            log.warn("{} and {} could not be compared", pair.first(), pair.second(), unreadable);
            repository.impossible(pair, "One of the files cannot be read from the storage. " + unreadable.getMessage());
        } catch (RuntimeException | OutOfMemoryError unexpected) {
            log.error("{} and {} could not be compared", pair.first(), pair.second(), unexpected);
            repository.impossible(pair, "An unexpected error (" + unexpected + "); the server's log has the details.");
        }
        signals.changed();
    }

    private Spooled spool(BlobHash file) throws IOException {
        try (InputStream in = blobs.open(file)) {
            return blobs.spool(in, Long.MAX_VALUE);
        }
    }

    private double scale(BlobHash file) {
        return passports
                .find(file)
                .flatMap(FilePassport::read)
                .map(Passport::scale)
                .orElse(1.0);
    }

    /** Completes when everything that was asked for so far, on this node, is done. */
    public CompletableFuture<Void> settled() {
        return CompletableFuture.runAsync(() -> {}, thread);
    }

    @PreDestroy
    void stop() {
        thread.shutdown();
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedule {
        @Bean
        RecurringTask<Void> waitingOverlaps(OverlapJob desk) {
            return Tasks.recurring("waiting-overlaps", FixedDelay.of(Duration.ofMinutes(5)))
                    .execute((instance, context) -> RunAs.run(desk::takeUpWaiting));
        }
    }
}
