package io.understudy.training.rehearsal;

import io.understudy.datasets.quality.MeasureService;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobWithdrawn;
import io.understudy.platform.jobs.JobWorker;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobStore;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.rehearsal.RehearsalReporter.Resumed;
import io.understudy.training.runs.JobAssembler;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** This node's worker for rehearsals: first the pictures and captions, then the first steps, then the rest. */
@Component
@EnableConfigurationProperties(RehearsalProperties.class)
class RehearsalWorker extends JobWorker<RehearsalId, RehearsalProgressWriter.Claim> {
    private static final Logger log = LoggerFactory.getLogger(RehearsalWorker.class);

    private final RehearsalProgressWriter progressWriter;
    private final RehearsalRepository repository;
    private final RehearsalSignals signals;
    private final JobAssembler assembly;
    private final MeasureService measures;
    private final TrainingBackend backend;
    private final BlobStore blobs;
    private final RehearsalProperties properties;
    private final Clock clock;

    private Instant lastSeenChange = Instant.EPOCH;

    RehearsalWorker(
            RehearsalProgressWriter progressWriter,
            RehearsalRepository repository,
            RehearsalSignals signals,
            JobAssembler assembly,
            MeasureService measures,
            List<TrainingBackend> backends,
            BlobStore blobs,
            RehearsalProperties properties,
            Clock clock,
            @Value("${understudy.training.worker:${db-scheduler.enabled:true}}") boolean enabled) {
        super("rehearsal", progressWriter, enabled);
        this.progressWriter = progressWriter;
        this.repository = repository;
        this.signals = signals;
        this.assembly = assembly;
        this.measures = measures;
        this.backend = backends.stream()
                .filter(candidate -> candidate.id().equals(properties.backend()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "understudy.training.rehearsal.backend names no backend: " + properties.backend()));
        this.blobs = blobs;
        this.properties = properties;
        this.clock = clock;
    }

    TrainingBackend backend() {
        return backend;
    }

    @TransactionalEventListener
    void changed(RehearsalChanged change) {
        if (change.state() == RehearsalState.STOPPED) {
            stop(change.rehearsal());
        }
        wake();
    }

    @Override
    protected Optional<RehearsalProgressWriter.Claim> claimNext(String worker, int running) {
        return progressWriter.claimNext(worker);
    }

    @Override
    protected Task prepare(RehearsalProgressWriter.Claim claim, Runnable whenOver) {
        return new RehearsalTask(claim, whenOver);
    }

    private final class RehearsalTask implements Task {
        private final RehearsalProgressWriter.Claim claim;
        private final Runnable whenOver;
        private final Instant end = clock.instant().plus(properties.most());
        private volatile @Nullable String handle;

        RehearsalTask(RehearsalProgressWriter.Claim claim, Runnable whenOver) {
            this.claim = claim;
            this.whenOver = whenOver;
        }

        @Override
        public void begin() {
            List<JobPicture> pictures = assembly.pictures(claim.snapshot());
            DatasetChecks.Decoded decoded = DatasetChecks.decode(
                    pictures, measures.measuresIn(claim.snapshot()).count());
            TriggerWord trigger = claim.settings().triggerWord();
            boolean wanted = Stream.of(
                            decoded.line(),
                            DatasetChecks.captions(pictures, trigger),
                            DatasetChecks.trigger(pictures, trigger),
                            DatasetChecks.buckets(pictures, claim.settings().resolution()))
                    .allMatch(line -> progressWriter.found(claim.lease(), line));
            if (!wanted) {
                throw new JobWithdrawn("Nobody waits for this rehearsal any longer");
            }
            if (decoded.readable().isEmpty()) {
                throw new JobFailure("There is no picture that could be trained on.", "Add pictures.", null);
            }
            submit(decoded.readable(), null);
        }

        /** @param from where it resumes; null for the beginning */
        private void submit(List<JobPicture> pictures, @Nullable Resumed from) {
            JobCheckpoint checkpoint = from == null ? null : from.checkpoint();
            handle = backend.submit(
                    ShortenedRun.of(
                            claim.lease().job(),
                            backend.capabilities(),
                            claim.settings(),
                            claim.steps(),
                            pictures,
                            checkpoint),
                    new RehearsalReporter(
                            claim.lease(),
                            progressWriter,
                            blobs,
                            clock,
                            end,
                            from,
                            resumed -> submit(pictures, resumed),
                            whenOver));
        }

        @Override
        public void stop() {
            Optional.ofNullable(handle).ifPresent(backend::cancel);
        }

        @Override
        public void letGo() {
            stop();
        }
    }

    @Override
    protected JobFailure explain(RehearsalProgressWriter.Claim claim, RuntimeException problem) {
        if (problem instanceof DomainException refusal) {
            return new JobFailure(refusal.words(), "Fix that, then rehearse again.", problem);
        }
        log.error("Rehearsal {} could not begin", claim.lease().job().value(), problem);
        return new JobFailure(
                "The rehearsal could not begin: " + problem.getMessage(),
                "An admin can find the details in the server's log.",
                problem);
    }

    /** Another node may be making one. */
    @Override
    protected void look() {
        Instant now = repository.lastChange();
        if (!now.equals(lastSeenChange)) {
            lastSeenChange = now;
            signals.changed();
        }
    }
}
