package io.understudy.training;

import io.understudy.datasets.DatasetService;
import io.understudy.people.SystemActs;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.training.backend.BackendJob;
import io.understudy.training.backend.BackendJob.ByteSource;
import io.understudy.training.backend.BackendJob.JobCheckpoint;
import io.understudy.training.backend.BackendJob.JobPicture;
import io.understudy.training.backend.JobParameters;
import io.understudy.training.backend.JobParameters.JobSample;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts together what a backend needs from the snapshot, the parameters and the last checkpoint. */
@Component
class JobAssembly {
    private final DatasetService datasets;
    private final BlobStore blobs;

    JobAssembly(DatasetService datasets, BlobStore blobs) {
        this.datasets = datasets;
        this.blobs = blobs;
    }

    BackendJob job(RunJournal.Claim claim) {
        RunDetails run = claim.run();
        List<JobPicture> pictures = datasets.entries(run.snapshot()).stream()
                .map(entry -> new JobPicture(
                        entry.fileName(), entry.caption(), entry.width(), entry.height(), bytes(entry.display())))
                .toList();
        return new BackendJob(
                run.id().value().toString(),
                "run " + run.number(),
                parameters(run.parameters()),
                pictures,
                claim.checkpoint()
                        .map(checkpoint -> new JobCheckpoint(checkpoint.step(), bytes(checkpoint.state())))
                        .orElse(null),
                claim.memo().orElse(null),
                claim.askedAgain());
    }

    static JobParameters parameters(TrainingParameters asked) {
        return new JobParameters(
                asked.triggerWord(),
                asked.steps(),
                asked.learningRate(),
                asked.rank(),
                asked.alpha(),
                asked.batchSize(),
                asked.resolution(),
                asked.seed(),
                asked.sampleEvery(),
                asked.saveEvery(),
                asked.samplePrompts().stream()
                        .map(sample -> new JobSample(sample.prompt(), sample.seed()))
                        .toList(),
                asked.options());
    }

    /** Backends read on threads of their own, where nobody is signed in. */
    private ByteSource bytes(BlobHash hash) {
        return () -> {
            try {
                return SystemActs.call(() -> blobs.open(hash));
            } catch (IOException | RuntimeException problem) {
                throw problem;
            } catch (Exception problem) {
                throw new IllegalStateException(problem);
            }
        };
    }
}
