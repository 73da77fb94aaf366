package io.understudy.generation.jobs;

import io.understudy.generation.GenerationChanged;
import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationId;
import io.understudy.generation.GenerationProgress;
import io.understudy.generation.GenerationState;
import io.understudy.generation.backends.GenerationBackends;
import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.GenerationTask.TaskLora;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.platform.jobs.JobWorker;
import io.understudy.storage.BlobStore;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * This node's worker for generation jobs: it reacts at once when pictures are asked for or cancelled here; changes made by
 * other nodes come in every second.
 */
@Component
@EnableConfigurationProperties(GenerationProperties.class)
class GenerationWorker extends JobWorker<GenerationId, GenerationProgressWriter.Claim> {
    private static final Logger log = LoggerFactory.getLogger(GenerationWorker.class);

    private final GenerationProgressWriter progressWriter;
    private final GenerationBackends generators;
    private final GenerationRepository repository;
    private final GenerationSignals signals;
    private final BlobStore blobs;
    private final GenerationPreviews previews;
    private final GenerationProperties properties;

    GenerationWorker(
            GenerationProgressWriter progressWriter,
            GenerationBackends generators,
            GenerationRepository repository,
            GenerationSignals signals,
            BlobStore blobs,
            GenerationPreviews previews,
            GenerationProperties properties,
            @Value("${understudy.generation.worker:${db-scheduler.enabled:true}}") boolean enabled) {
        super("generation", progressWriter, enabled);
        this.progressWriter = progressWriter;
        this.generators = generators;
        this.repository = repository;
        this.signals = signals;
        this.blobs = blobs;
        this.previews = previews;
        this.properties = properties;
    }

    @TransactionalEventListener
    void changed(GenerationChanged change) {
        GenerationProgress progress = change.progress();
        if (progress.state() == GenerationState.CANCELLED) {
            stop(progress.job());
        }
        if (progress.state() != GenerationState.RUNNING) {
            wake();
        }
    }

    @Override
    protected Optional<GenerationProgressWriter.Claim> claimNext(String worker, int running) {
        return running < properties.concurrency() ? progressWriter.claimNext(worker) : Optional.empty();
    }

    @Override
    protected Task prepare(GenerationProgressWriter.Claim claim, Runnable whenOver) {
        GenerationBackend backend = generators.byId(claim.job().backend());
        GenerationTask task = task(claim);
        GenerationId job = claim.job().id();
        var reporter = new PersistingGenerationReporter(progressWriter, blobs, previews, claim.lease(), () -> {
            previews.forget(job);
            whenOver.run();
        });
        return new Task() {
            @Override
            public void begin() {
                backend.submit(task, reporter);
            }

            @Override
            public void stop() {
                backend.cancel(task.key());
            }

            @Override
            public void letGo() {
                backend.letGo(task.key());
                previews.forget(job);
            }
        };
    }

    private GenerationTask task(GenerationProgressWriter.Claim claim) {
        GenerationDetails job = claim.job();
        return new GenerationTask(
                job.id().value().toString(),
                job.purpose(),
                job.settings(),
                claim.loras().stream()
                        .map(lora -> new TaskLora(
                                lora.name(),
                                lora.file().hex(),
                                Objects.requireNonNull(claim.files().get(lora.file()))
                                        .size(),
                                RunAs.reading(() -> blobs.open(lora.file()))))
                        .toList(),
                claim.missing());
    }

    @Override
    protected JobFailure explain(GenerationProgressWriter.Claim claim, RuntimeException problem) {
        log.error("The generation job {} could not be started", claim.job().id(), problem);
        return new JobFailure(
                "The pictures could not be started: " + problem.getMessage(),
                "An admin can find the details in the server's log. Generate the missing pictures once the"
                        + " cause is fixed.",
                problem);
    }

    @Override
    protected void look() {
        repository.changedSince(signals.lastSeenChange()).forEach(signals::show);
    }
}
