package io.understudy.versions.passports;

import io.understudy.identity.RunAs;
import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.passport.Passport;
import io.understudy.lora.passport.PassportReader;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StorageFailure;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Reads files one after another on its own thread and writes their passports. */
@Component
public class PassportJob {
    private static final Logger log = LoggerFactory.getLogger(PassportJob.class);
    /** A file that has waited so long was left behind by a stopped node or a storage that did not answer. */
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(2);

    private static final int TAKEN_UP = 20;
    /** A file with so many unfinished attempts has stopped the process each time. */
    private static final int MOST_ATTEMPTS = 3;

    private final PassportRepository repository;
    private final BlobStore blobs;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform()
            .name("passports")
            .priority(Thread.MIN_PRIORITY)
            .daemon()
            .factory());

    PassportJob(PassportRepository repository, BlobStore blobs, ApplicationEventPublisher events, Clock clock) {
        this.repository = repository;
        this.blobs = blobs;
        this.events = events;
        this.clock = clock;
    }

    @TransactionalEventListener
    void wanted(PassportRequested wanted) {
        thread.execute(() -> RunAs.run(() -> make(wanted.file())));
    }

    /** Resumes what was left behind; called by the scheduler on one node at a time. */
    void takeUpWaiting() {
        repository.waitingSince(clock.instant().minus(LEFT_BEHIND), TAKEN_UP).forEach(this::make);
    }

    /**
     * Reads a waiting file for a person who is waiting for it, after those before it: no file is read twice at once.
     * Blocks until it is read: never call it under a session's lock.
     */
    public void readNow(BlobHash file) {
        CompletableFuture.runAsync(() -> RunAs.run(() -> make(file)), thread).join();
    }

    private void make(BlobHash file) {
        int attempt = repository.begin(file, clock.instant());
        if (attempt == 0) {
            return;
        }
        if (attempt > MOST_ATTEMPTS) {
            repository.malformed(file, "The server stopped " + MOST_ATTEMPTS + " times while reading this file.");
            events.publishEvent(new PassportCompleted(file));
            return;
        }
        try (InputStream in = blobs.open(file)) {
            write(file, in);
        } catch (IOException | StorageFailure | DomainException notNow) {
            log.warn("Could not make the passport of {} now; it is tried again", file, notNow);
            repository.postpone(file);
            return;
        } catch (RuntimeException | OutOfMemoryError unexpected) {
            log.error("The passport of {} could not be made", file, unexpected);
            repository.malformed(file, "An unexpected error (" + unexpected + "); the server's log has the details.");
        }
        events.publishEvent(new PassportCompleted(file));
    }

    /** The file is read to its end before anything is written: only then is it known to be the one that was stored. */
    private void write(BlobHash file, InputStream in) throws IOException {
        try {
            Passport passport = PassportReader.read(in, blobs.describe(file).size());
            in.transferTo(OutputStream.nullOutputStream());
            repository.read(file, passport);
        } catch (MalformedSafetensorsException malformed) {
            in.transferTo(OutputStream.nullOutputStream());
            repository.malformed(file, String.valueOf(malformed.getMessage()));
        }
    }

    /** Completes when everything that was asked for so far, on this node, is done. */
    public CompletableFuture<Void> settled() {
        return CompletableFuture.runAsync(() -> {}, thread);
    }

    @PreDestroy
    void stop() {
        thread.shutdown();
    }
}
