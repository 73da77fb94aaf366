package io.understudy.storage.check;

import io.understudy.identity.AdminsOnly;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.SystemOnly;
import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.storage.AlteredBlobRepository;
import io.understudy.storage.BlobDamage;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobRepository;
import io.understudy.storage.BlobRepository.State;
import io.understudy.storage.BlobRepository.Volume;
import io.understudy.storage.ObjectStore;
import io.understudy.storage.StorageFailure;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Proves that every blob has its object with its hash and every object its blob ("fsck"). One check at a time runs on a
 * node; its report is kept.
 */
@Service
@AdminsOnly
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class ConsistencyCheck {
    private static final Logger LOG = LoggerFactory.getLogger(ConsistencyCheck.class);

    private static final int PAGE = 500;

    private final BlobRepository blobRepository;
    private final ObjectStore objects;
    private final CheckReportRepository checkReportRepository;
    private final AlteredBlobRepository altered;
    private final ReadingProperties reading;
    private final CurrentActor actor;
    private final Clock clock;
    private final AtomicReference<@Nullable CheckProgress> running = new AtomicReference<>();
    private final CopyOnWriteArraySet<Consumer<CheckEvent>> watchers = new CopyOnWriteArraySet<>();

    ConsistencyCheck(
            BlobRepository blobRepository,
            ObjectStore objects,
            CheckReportRepository checkReportRepository,
            AlteredBlobRepository altered,
            ReadingProperties reading,
            CurrentActor actor,
            Clock clock) {
        this.blobRepository = blobRepository;
        this.objects = objects;
        this.checkReportRepository = checkReportRepository;
        this.altered = altered;
        this.reading = reading;
        this.actor = actor;
        this.clock = clock;
    }

    public StorageOverview overview() {
        ObjectStore.Location location = objects.location();
        Map<State, Volume> volumes = blobRepository.volumes();
        Volume stored = volumes.getOrDefault(State.STORED, Volume.NONE);
        Volume pending = volumes.getOrDefault(State.PENDING, Volume.NONE);
        return new StorageOverview(
                location.place(),
                location.bucket(),
                location.embedded(),
                stored.blobs(),
                stored.bytes(),
                pending.blobs(),
                pending.bytes(),
                blobRepository.allReadSince().orElse(null),
                reading.within(),
                altered.all());
    }

    public Optional<CheckReport> lastReport() {
        return checkReportRepository.last();
    }

    public Optional<CheckProgress> progress() {
        return Optional.ofNullable(running.get());
    }

    /**
     * Starts a check in the background, in the name of the signed-in person.
     *
     * @throws DomainException.Conflict when one is running
     */
    public void start() {
        String askedBy = actor.get().name();
        enter();
        BackgroundThreads.startAsCaller("storage-check", () -> runInBackground(askedBy));
    }

    /**
     * Calls this listener, on the thread of the check, with the events of checks on this node.
     *
     * @return stops the calls
     */
    public Runnable watch(Consumer<CheckEvent> listener) {
        watchers.add(listener);
        return () -> watchers.remove(listener);
    }

    /**
     * Checks on this thread, as the command line does.
     *
     * @throws DomainException.Conflict when one is running
     * @throws StorageFailure when the object store cannot be read
     */
    @SystemOnly
    public CheckReport run(Consumer<CheckProgress> listener) {
        enter();
        try {
            return check(actor.get().name(), listener);
        } finally {
            running.set(null);
        }
    }

    private void enter() {
        if (!running.compareAndSet(null, new CheckProgress(0, 0, 0, 0, 0, 0))) {
            throw new DomainException.Conflict("A check is already running. Its report appears when it is done.");
        }
    }

    private void runInBackground(String askedBy) {
        CheckEvent end;
        try {
            end = new CheckEvent.Finished(check(askedBy, progress -> publish(new CheckEvent.Progressed(progress))));
        } catch (RuntimeException e) {
            LOG.error("The storage check was aborted", e);
            end = new CheckEvent.BrokeOff(
                    e instanceof StorageFailure
                            ? "The check was aborted: " + e.getMessage()
                            : "The check was aborted by an unexpected problem. The log has the details.");
        } finally {
            running.set(null);
        }
        publish(end);
    }

    private CheckReport check(String askedBy, Consumer<CheckProgress> listener) {
        CheckReport report = new ConsistencyScan(blobRepository, objects, clock, PAGE, progress -> {
                    running.set(progress);
                    listener.accept(progress);
                })
                .run(askedBy);
        checkReportRepository.record(report);
        rememberAltered(report);
        return report;
    }

    private void rememberAltered(CheckReport report) {
        Map<BlobHash, BlobDamage.Kind> found = new HashMap<>();
        report.findings().stream()
                .filter(finding -> finding.kind() != CheckFinding.Kind.UNKNOWN_OBJECT)
                .forEach(finding -> finding.blob().ifPresent(hash -> found.put(hash, finding.damage())));
        found.forEach((hash, kind) -> altered.found(hash, kind, true));
        if (report.findingCount() == report.findings().size()) {
            altered.all().keySet().stream()
                    .filter(hash -> !found.containsKey(hash))
                    .forEach(altered::intact);
        }
    }

    private void publish(CheckEvent event) {
        for (Consumer<CheckEvent> watcher : watchers) {
            try {
                watcher.accept(event);
            } catch (RuntimeException e) {
                // A page that is gone must not end the check for the others.
                LOG.warn("A watcher of the storage check failed and is no longer called", e);
                watchers.remove(watcher);
            }
        }
    }
}
