package io.understudy.training.rehearsal;

import io.understudy.datasets.MeasureService;
import io.understudy.people.SystemActs;
import io.understudy.shared.Refusal;
import io.understudy.storage.BlobStore;
import io.understudy.training.JobAssembly;
import io.understudy.training.backend.BackendCapabilities;
import io.understudy.training.backend.BackendJob.JobCheckpoint;
import io.understudy.training.backend.BackendJob.JobPicture;
import io.understudy.training.backend.BackendProblem;
import io.understudy.training.backend.TrainingBackend;
import io.understudy.training.rehearsal.RehearsalReporter.Resumed;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Rehearses on the node where it was asked for: first the pictures and captions, then the first steps, then the rest. */
@Component
class RehearsalStage {
    private static final Logger log = LoggerFactory.getLogger(RehearsalStage.class);

    private final RehearsalJournal journal;
    private final JobAssembly assembly;
    private final MeasureService measures;
    private final TrainingBackend backend;
    private final BlobStore blobs;
    private final RehearsalProperties properties;
    private final Clock clock;
    private final Map<RehearsalId, String> handles = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("rehearsal").daemon().factory());

    RehearsalStage(
            RehearsalJournal journal,
            JobAssembly assembly,
            MeasureService measures,
            List<TrainingBackend> backends,
            BlobStore blobs,
            RehearsalProperties properties,
            Clock clock) {
        this.journal = journal;
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
    void asked(RehearsalAsked asked) {
        thread.execute(() -> perform(asked));
    }

    @TransactionalEventListener
    void changed(RehearsalStopped stopped) {
        forget(stopped.rehearsal());
    }

    private void perform(RehearsalAsked asked) {
        try {
            SystemActs.run(() -> begin(asked));
        } catch (BackendProblem problem) {
            giveUp(asked, problem.words());
        } catch (Refusal refusal) {
            giveUp(asked, refusal.words());
        } catch (RuntimeException problem) {
            log.error("Rehearsal {} could not begin", asked.rehearsal().value(), problem);
            giveUp(asked, "The rehearsal could not begin: " + problem.getMessage());
        }
    }

    private void begin(RehearsalAsked asked) {
        RehearsalId id = asked.rehearsal();
        List<JobPicture> pictures = assembly.pictures(asked.snapshot());
        DatasetChecks.Decoded decoded = DatasetChecks.decode(
                pictures, measures.measuresIn(asked.snapshot()).count());
        String trigger = asked.settings().triggerWord();
        boolean wanted = journal.found(id, decoded.line())
                && journal.found(id, DatasetChecks.captions(pictures, trigger))
                && journal.found(id, DatasetChecks.trigger(pictures, trigger))
                && journal.found(
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
    private void submit(RehearsalAsked asked, List<JobPicture> pictures, Instant end, @Nullable Resumed from) {
        RehearsalId id = asked.rehearsal();
        BackendCapabilities capabilities = backend.capabilities();
        RehearsalReporter reporter = new RehearsalReporter(
                id,
                journal,
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
    private void giveUp(RehearsalAsked asked, String words) {
        SystemActs.run(() -> {
            journal.found(asked.rehearsal(), new RehearsalLine(RehearsalTopic.LOSS, false, words));
            journal.end(asked.rehearsal(), RehearsalState.DONE);
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
