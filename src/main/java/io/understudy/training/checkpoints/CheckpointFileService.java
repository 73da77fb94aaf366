package io.understudy.training.checkpoints;

import io.understudy.identity.MembersAndSystem;
import io.understudy.lora.format.MalformedSafetensorsException;
import io.understudy.lora.format.WeightsHash;
import io.understudy.lora.passport.Passport.FileHashes;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import io.understudy.storage.SpoolDirectory;
import io.understudy.storage.StoredBlob;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.backends.TrainingBackends;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import io.understudy.training.checkpoints.CheckpointRepository.Saved;
import io.understudy.training.runs.RunOutputRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
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
    private record Made(StoredBlob file, String weights) {}

    private final CheckpointRepository repository;
    private final RunOutputRepository outputs;
    private final TrainingBackends backends;
    private final BlobStore blobs;
    private final SpoolDirectory spool;
    private final TransactionOperations transaction;
    private final Clock clock;

    CheckpointFileService(
            CheckpointRepository repository,
            RunOutputRepository outputs,
            TrainingBackends backends,
            BlobStore blobs,
            SpoolDirectory spool,
            TransactionOperations transaction,
            Clock clock) {
        this.repository = repository;
        this.outputs = outputs;
        this.backends = backends;
        this.blobs = blobs;
        this.spool = spool;
        this.transaction = transaction;
        this.clock = clock;
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
        Made made = make(run, checkpoint);
        BlobHash file = made.file().hash();
        boolean first = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean mine = repository.made(run.id(), checkpoint, file);
            if (mine) {
                blobs.retain(file);
                outputs.addWeights(run.id(), file, made.weights(), clock.instant());
            }
            return mine;
        }));
        return first ? made.file() : lora(run, step);
    }

    /** Runs of which a checkpoint is or was this file, or has these very weights, and since when. */
    @Transactional(readOnly = true)
    public Map<RunId, Instant> runsWith(FileHashes hashes) {
        return outputs.runsWith(new BlobHash(hashes.sha256()), hashes.weightsHash());
    }

    /** As {@link #runsWith(FileHashes)}, for a file of which no more is known. */
    @Transactional(readOnly = true)
    public Map<RunId, Instant> runsWith(BlobHash file) {
        return outputs.runsWith(file, "");
    }

    private Saved find(RunId run, int step) {
        List<Saved> kept = repository.valid(run);
        return kept.stream()
                .filter(checkpoint -> checkpoint.step() == step)
                .findFirst()
                .orElseThrow(() -> new DomainException.NotFound(
                        "The checkpoint of step " + step + " is no longer kept. Reload the page."));
    }

    private Made make(RunDetails run, Saved checkpoint) {
        try {
            Path file = spool.temporary();
            try {
                try (OutputStream out = Files.newOutputStream(file)) {
                    backends.byId(run.backend())
                            .writeLora(
                                    new JobCheckpoint(
                                            checkpoint.step(), RunAs.reading(() -> blobs.open(checkpoint.state()))),
                                    "run %d, step %d".formatted(run.number(), checkpoint.step()),
                                    out);
                }
                return new Made(blobs.store(file, "application/octet-stream", Serving.DOWNLOAD_ONLY), weights(file));
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

    private static String weights(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return WeightsHash.of(in, Files.size(file));
        } catch (MalformedSafetensorsException unreadable) {
            return "";
        }
    }
}
