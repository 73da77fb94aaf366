package io.understudy.training.rehearsal;

import io.understudy.datasets.quality.MeasureService;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.BackgroundThreads;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.storage.BlobStore;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.rehearsal.RehearsalReporter.Resumed;
import io.understudy.training.runs.JobAssembler;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Rehearses on the node where it was asked for: first the pictures and captions, then the first steps, then the rest. */
@Component
class RehearsalRunner {
    private static final Logger log = LoggerFactory.getLogger(RehearsalRunner.class);

    private final RehearsalProgressWriter progressWriter;
    private final JobAssembler assembly;
    private final MeasureService measures;
    private final TrainingBackend backend;
    private final BlobStore blobs;
    private final RehearsalProperties properties;
    private final Clock clock;
    private final Map<RehearsalId, String> handles = new ConcurrentHashMap<>();
    private final ExecutorService thread = BackgroundThreads.single("rehearsal");

    RehearsalRunner(
            RehearsalProgressWriter progressWriter,
            JobAssembler assembly,
            MeasureService measures,
            List<TrainingBackend> backends,
            BlobStore blobs,
            RehearsalProperties properties,
            Clock clock) {
        this.progressWriter = progressWriter;
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

    /** Completes when everything that was asked for so far is under way. */
    CompletableFuture<Void> settled() {
        return CompletableFuture.runAsync(() -> {}, thread);
    }

    @TransactionalEventListener
    void asked(RehearsalRequested asked) {
        thread.execute(() -> perform(asked));
    }

    @TransactionalEventListener
    void changed(RehearsalStopped stopped) {
        forget(stopped.rehearsal());
    }

    private void perform(RehearsalRequested asked) {
        try {
            RunAs.run(() -> begin(asked));
        } catch (JobFailure problem) {
            giveUp(asked, problem.words());
        } catch (DomainException refusal) {
            giveUp(asked, refusal.words());
        } catch (RuntimeException problem) {
            log.error("Rehearsal {} could not begin", asked.rehearsal().value(), problem);
            giveUp(asked, "The rehearsal could not begin: " + problem.getMessage());
        }
    }

    private void begin(RehearsalRequested asked) {
        RehearsalId id = asked.rehearsal();
        List<JobPicture> pictures = assembly.pictures(asked.snapshot());
        DatasetChecks.Decoded decoded = DatasetChecks.decode(
                pictures, measures.measuresIn(asked.snapshot()).count());
        TriggerWord trigger = asked.settings().triggerWord();
        boolean wanted = progressWriter.found(id, decoded.line())
                && progressWriter.found(id, DatasetChecks.captions(pictures, trigger))
                && progressWriter.found(id, DatasetChecks.trigger(pictures, trigger))
                && progressWriter.found(
                        id, DatasetChecks.buckets(pictures, asked.settings().resolution()));
        if (!wanted) {
            return;
        }
        if (decoded.readable().isEmpty()) {
            giveUp(asked, "There is no picture that could be trained on.");
            return;
        }
        submit(asked, decoded.readable(), clock.instant().plus(properties.most()), null);
    }

    /** @param from where it resumes; null for the beginning */
    private void submit(RehearsalRequested asked, List<JobPicture> pictures, Instant end, @Nullable Resumed from) {
        RehearsalId id = asked.rehearsal();
        BackendCapabilities capabilities = backend.capabilities();
        RehearsalReporter reporter = new RehearsalReporter(
                id,
                progressWriter,
                blobs,
                clock,
                end,
                from,
                resumed -> submit(asked, pictures, end, resumed),
                () -> handles.remove(id));
        JobCheckpoint checkpoint = from == null ? null : from.checkpoint();
        handles.put(
                id,
                backend.submit(
                        RehearsalJob.of(id, capabilities, asked.settings(), asked.steps(), pictures, checkpoint),
                        reporter));
    }

    /** What was not checked stays undecided; the line of what went wrong says why. */
    private void giveUp(RehearsalRequested asked, String words) {
        RunAs.run(() -> {
            progressWriter.found(asked.rehearsal(), new RehearsalFinding(RehearsalCheck.LOSS, false, words));
            progressWriter.end(asked.rehearsal(), RehearsalState.DONE);
        });
    }

    private void forget(RehearsalId id) {
        String handle = handles.remove(id);
        if (handle != null) {
            backend.cancel(handle);
        }
    }

    @PreDestroy
    void stop() {
        thread.shutdown();
        handles.keySet().forEach(this::forget);
    }
}
