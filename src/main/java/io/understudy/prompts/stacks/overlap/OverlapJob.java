package io.understudy.prompts.stacks.overlap;

import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.overlap.OverlapReader;
import io.understudy.lora.passport.Passport;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.platform.jobs.JobClaimRepository;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Spooled;
import io.understudy.storage.StorageFailure;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Compares files one pair after another; both are on disk meanwhile, not in memory. */
@Component
public class OverlapJob extends BackgroundQueue<OverlapPair> {
    private static final Logger log = LoggerFactory.getLogger(OverlapJob.class);

    private final OverlapRepository repository;
    private final BlobStore blobs;
    private final PassportService passports;
    private final OverlapSignals signals;

    OverlapJob(
            OverlapRepository repository,
            BlobStore blobs,
            PassportService passports,
            OverlapSignals signals,
            JobClaimRepository claims,
            @Value("${db-scheduler.enabled:true}") boolean enabled) {
        super("overlaps", claims, enabled);
        this.repository = repository;
        this.blobs = blobs;
        this.passports = passports;
        this.signals = signals;
    }

    @Override
    protected List<OverlapPair> waiting() {
        return repository.waiting();
    }

    @Override
    protected String subject(OverlapPair pair) {
        return pair.first() + " " + pair.second();
    }

    @Override
    protected void giveUp(OverlapPair pair) {
        repository.impossible(pair, "The server stopped " + MOST_ATTEMPTS + " times while it compared them.");
        signals.changed();
    }

    /** Whatever happens, the pair ends with a result or with a reason, and the next one starts. */
    @Override
    protected void perform(OverlapPair pair) {
        if (!repository.isWaiting(pair)) {
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
}
