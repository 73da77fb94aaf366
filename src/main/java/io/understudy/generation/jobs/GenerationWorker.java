package io.understudy.generation.jobs;

import io.understudy.generation.GenerationDetails;
import io.understudy.generation.GenerationId;
import io.understudy.generation.backends.GenerationBackends;
import io.understudy.generation.backends.api.GenerationBackend;
import io.understudy.generation.backends.api.GenerationTask;
import io.understudy.generation.backends.api.GenerationTask.TaskLora;
import io.understudy.generation.backends.api.GenerationTask.TaskPicture;
import io.understudy.identity.RunAs;
import io.understudy.platform.core.ByteSource;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class GenerationWorker {
    private static final Logger log = LoggerFactory.getLogger(GenerationWorker.class);

    private final GenerationProgressWriter progressWriter;
    private final GenerationBackends generators;
    private final BlobStore blobs;
    private final GenerationProperties properties;
    private final String name = "node-" + UUID.randomUUID().toString().substring(0, 8);
    private final Map<GenerationId, Work> works = new ConcurrentHashMap<>();
    private final Map<GenerationId, GenerationLease> starting = new ConcurrentHashMap<>();

    GenerationWorker(
            GenerationProgressWriter progressWriter,
            GenerationBackends generators,
            BlobStore blobs,
            GenerationProperties properties) {
        this.progressWriter = progressWriter;
        this.generators = generators;
        this.blobs = blobs;
        this.properties = properties;
    }

    private final class Work {
        final GenerationLease lease;
        final GenerationBackend backend;
        final String key;

        Work(GenerationLease lease, GenerationBackend backend, String key) {
            this.lease = lease;
            this.backend = backend;
            this.key = key;
        }

        void stop() {
            backend.cancel(key);
        }

        void letGo() {
            backend.letGo(key);
        }

        // By work, not by job: another attempt of the same job may be under way already.
        void forget() {
            works.remove(lease.job(), this);
        }
    }

    synchronized void fill() {
        RunAs.run(() -> {
            while (works.size() < properties.concurrency()) {
                Optional<GenerationProgressWriter.Claim> claim = progressWriter.claimNext(name);
                if (claim.isEmpty()) {
                    return;
                }
                start(claim.get());
            }
        });
    }

    private void start(GenerationProgressWriter.Claim claim) {
        GenerationLease lease = claim.lease();
        starting.put(lease.job(), lease);
        try {
            GenerationBackend backend = generators.byId(claim.job().backend());
            GenerationTask task = task(claim);
            Work work = new Work(lease, backend, task.key());
            works.put(lease.job(), work);
            backend.submit(task, new PersistingGenerationReporter(progressWriter, blobs, lease, work::forget));
        } catch (JobFailure problem) {
            giveUp(lease, problem.words(), problem.advice());
        } catch (RuntimeException problem) {
            log.error("The generation job {} could not be started", lease.job(), problem);
            giveUp(
                    lease,
                    "The pictures could not be started: " + problem.getMessage(),
                    "An admin can find the details in the server's log. Generate the missing pictures once the"
                            + " cause is fixed.");
        } finally {
            starting.remove(lease.job(), lease);
        }
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
                                bytes(lora.file())))
                        .toList(),
                claim.missing().stream()
                        .map(missing -> new TaskPicture(
                                missing.position(),
                                missing.prompt(),
                                missing.seed(),
                                missing.strengths(),
                                missing.handle()))
                        .toList());
    }

    /** Backends read on threads of their own, where nobody is signed in. */
    private ByteSource bytes(BlobHash hash) {
        return () -> {
            try {
                return RunAs.call(() -> blobs.open(hash));
            } catch (IOException | RuntimeException problem) {
                throw problem;
            } catch (Exception problem) {
                throw new IllegalStateException(problem);
            }
        };
    }

    private void giveUp(GenerationLease lease, String words, String advice) {
        works.remove(lease.job());
        progressWriter.fail(lease, words, advice, Set.of());
    }

    void stop(GenerationId job) {
        Work work = works.get(job);
        if (work != null) {
            work.stop();
        }
    }

    void renew() {
        RunAs.run(() -> starting.values().forEach(progressWriter::renew));
        forEachWork(work -> {
            if (!progressWriter.renew(work.lease)) {
                work.letGo();
                work.forget();
            }
        });
    }

    /** Takes jobs back from workers that died, after this node has renewed its own leases. */
    void takeBackOverdue() {
        renew();
        Set<GenerationId> ours = new HashSet<>(starting.keySet());
        ours.addAll(works.keySet());
        RunAs.run(() -> progressWriter.takeBackOverdue(ours));
    }

    /** Stops everything in good order: the jobs go back to the queue. */
    synchronized void releaseAll() {
        forEachWork(work -> {
            progressWriter.release(work.lease);
            work.letGo();
            work.forget();
        });
    }

    boolean isIdle() {
        return works.isEmpty();
    }

    private void forEachWork(Consumer<Work> action) {
        RunAs.run(() -> List.copyOf(works.values()).forEach(work -> {
            try {
                action.accept(work);
            } catch (RuntimeException problem) {
                log.warn("The generation job {} could not be processed; trying again shortly", work.key, problem);
            }
        }));
    }
}
