package io.understudy.training.backends.cluster.jobs;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.providers.engines.TestEngines;
import io.understudy.support.OtherProgram;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.RunReporter;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.api.TrainingBackendContract;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.Launch;
import io.understudy.training.backends.cluster.SharedJobFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The product's own script and watcher, around a program that stands in for the miniature. */
@Tag("slow")
class ClusterBackendTest extends TrainingBackendContract {
    @TempDir
    static Path place;

    private static FakeTrainers trainers;
    private static TrainingBackend backend;

    @BeforeAll
    static void start() throws Exception {
        OtherProgram.assumeInstalled("bash");
        OtherProgram.assumeInstalled("python3");
        trainers = new FakeTrainers(place);
        ClusterEngine engine = new ClusterEngine(
                "Attic",
                trainers.scheduler(),
                key -> new SharedJobFolder(
                        trainers.folder(key), trainers.folder(key).toString()),
                new Resources(1, "", 1, 0, 0),
                Placement.DEFAULT,
                Launch.PLAIN,
                trainers.miniature());
        backend = new ClusterBackend(TestEngines.gpuHost(), engine, trainers.timing()) {
            /** The contract's jobs are different runs, and share a key. */
            @Override
            public String submit(BackendJob job, RunReporter reporter) {
                return super.submit(
                        new BackendJob(
                                UUID.randomUUID().toString(),
                                job.name(),
                                job.parameters(),
                                job.pictures(),
                                job.resumeFrom(),
                                job.memo(),
                                job.askedAgain()),
                        reporter);
            }
        };
    }

    @AfterAll
    static void stop() {
        if (trainers != null) {
            trainers.close();
        }
    }

    @Override
    protected TrainingBackend backend() {
        return backend;
    }

    @Override
    protected List<byte[]> pictures() {
        return List.of(TestPhotos.jpeg(64, 64, 1), TestPhotos.png(64, 64, 2));
    }
}
