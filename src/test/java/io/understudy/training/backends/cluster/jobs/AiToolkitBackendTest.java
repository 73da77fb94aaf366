package io.understudy.training.backends.cluster.jobs;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.api.TrainingBackendContract;
import io.understudy.training.backends.cluster.aitoolkit.FakeAiToolkit;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The contract's jobs are different runs, and share a key. */
class AiToolkitBackendTest extends TrainingBackendContract {
    private FakeAiToolkit server;
    private TrainingBackend backend;

    @BeforeEach
    void start() throws IOException {
        server = new FakeAiToolkit(FakeAiToolkit.TOKEN);
        backend = AiToolkitJobTest.backend(
                server,
                FakeAiToolkit.TOKEN,
                job -> new BackendJob(
                        UUID.randomUUID().toString(),
                        job.name(),
                        job.parameters(),
                        job.pictures(),
                        job.resumeFrom(),
                        job.memo(),
                        job.askedAgain()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected TrainingBackend backend() {
        return backend;
    }

    /** The trainer measures nothing of the first step of each start. */
    @Override
    protected boolean measuresSteps() {
        return false;
    }

    @Override
    protected List<byte[]> pictures() {
        return List.of(TestPhotos.jpeg(64, 64, 1), TestPhotos.png(64, 64, 2));
    }
}
