package io.understudy.training.checkpoints;

import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.storage.StoredBlob;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import io.understudy.training.checkpoints.CheckpointRepository.Saved;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** The LoRA files of checkpoints, made of a run's states when someone wants them. */
@Service
@MembersAndSystem
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class CheckpointFileService {
    private final CheckpointRepository repository;
    private final TrainingBackends backends;
    private final BlobStore blobs;
    private final TransactionOperations transaction;

    CheckpointFileService(
            CheckpointRepository repository,
            TrainingBackends backends,
            BlobStore blobs,
            TransactionOperations transaction) {
        this.repository = repository;
        this.backends = backends;
        this.blobs = blobs;
        this.transaction = transaction;
    }

    /** The LoRA files that there are by now, by step, ascending; null where none was asked for. */
    public Map<Integer, @Nullable BlobHash> kept(RunId run) {
        Map<Integer, @Nullable BlobHash> files = new TreeMap<>();
        repository.valid(run).forEach(checkpoint -> files.put(checkpoint.step(), checkpoint.lora()));
        return files;
    }

    /**
     * The LoRA file of a checkpoint. The first request makes it, which takes about a second.
     *
     * @throws DomainException.NotFound when the checkpoint is not kept
     * @throws DomainException.RuleViolation when it cannot be read
     */
    public StoredBlob lora(RunDetails run, int step) {
        Saved checkpoint = find(run.id(), step);
        BlobHash known = checkpoint.lora();
        if (known != null) {
            return blobs.describe(known);
        }
        StoredBlob made = make(run, checkpoint);
        boolean first = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean mine = repository.made(run.id(), checkpoint, made.hash());
            if (mine) {
                blobs.retain(made.hash());
            }
            return mine;
        }));
        return first ? made : lora(run, step);
    }

    private Saved find(RunId run, int step) {
        List<Saved> kept = repository.valid(run);
        return kept.stream()
                .filter(checkpoint -> checkpoint.step() == step)
                .findFirst()
                .orElseThrow(() -> new DomainException.NotFound(
                        "The checkpoint of step " + step + " is no longer kept. Reload the page."));
    }

    private StoredBlob make(RunDetails run, Saved checkpoint) {
        try {
            Path file = Files.createTempFile("checkpoint", ".safetensors");
            try {
                try (OutputStream out = Files.newOutputStream(file)) {
                    backends.byId(run.backend())
                            .writeLora(
                                    new JobCheckpoint(
                                            checkpoint.step(), RunAs.reading(() -> blobs.open(checkpoint.state()))),
                                    "run %d, step %d".formatted(run.number(), checkpoint.step()),
                                    out);
                }
                return blobs.store(file, "application/octet-stream", Serving.DOWNLOAD_ONLY);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (JobFailure unreadable) {
            throw new DomainException.RuleViolation(
                    "No LoRA file can be made of the checkpoint of step %d. %s %s"
                            .formatted(checkpoint.step(), unreadable.words(), unreadable.advice()),
                    unreadable);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
