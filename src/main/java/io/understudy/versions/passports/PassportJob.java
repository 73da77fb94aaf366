package io.understudy.versions.passports;

import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.passport.Passport;
import io.understudy.lora.passport.PassportReader;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.platform.jobs.JobClaimRepository;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StorageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Reads files one after another and writes their passports. */
@Component
public class PassportJob extends BackgroundQueue<BlobHash> {
    private static final Logger log = LoggerFactory.getLogger(PassportJob.class);

    private final PassportRepository repository;
    private final BlobStore blobs;
    private final ApplicationEventPublisher events;

    PassportJob(
            PassportRepository repository,
            BlobStore blobs,
            ApplicationEventPublisher events,
            JobClaimRepository claims,
            @Value("${db-scheduler.enabled:true}") boolean enabled) {
        super("passports", claims, enabled);
        this.repository = repository;
        this.blobs = blobs;
        this.events = events;
    }

    @Override
    protected List<BlobHash> waiting() {
        return repository.waiting();
    }

    @Override
    protected String subject(BlobHash file) {
        return file.hex();
    }

    @Override
    protected void giveUp(BlobHash file) {
        repository.malformed(file, "The server stopped " + MOST_ATTEMPTS + " times while reading this file.");
        events.publishEvent(new PassportCompleted(file));
    }

    @Override
    protected void perform(BlobHash file) {
        if (!repository.isWaiting(file)) {
            return;
        }
        try (InputStream in = blobs.open(file)) {
            write(file, in);
        } catch (IOException | StorageFailure | DomainException notNow) {
            throw new NotNow(notNow);
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
}
