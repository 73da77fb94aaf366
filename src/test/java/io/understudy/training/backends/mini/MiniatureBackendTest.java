package io.understudy.training.backends.mini;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.images.decoding.TestPhotos;
import io.understudy.mini.MiniatureWorkers;
import io.understudy.providers.mini.MiniatureBaseLoader;
import io.understudy.providers.mini.MiniatureProperties;
import io.understudy.storage.TestSpool;
import io.understudy.training.backends.api.RecordedReports;
import io.understudy.training.backends.api.RecordedReports.Ending;
import io.understudy.training.backends.api.TrainingBackend;
import io.understudy.training.backends.api.TrainingBackendContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("optimised")
class MiniatureBackendTest extends TrainingBackendContract {
    private static final MiniatureWorkers WORKERS = new MiniatureWorkers(2);
    private static final MiniatureBackend BACKEND =
            new MiniatureBackend(new MiniatureBaseLoader(), WORKERS, new MiniatureProperties(2), TestSpool.directory());

    @AfterAll
    static void stop() {
        BACKEND.stop();
        WORKERS.close();
    }

    @Override
    protected TrainingBackend backend() {
        return BACKEND;
    }

    @Override
    protected List<byte[]> pictures() {
        return List.of(TestPhotos.jpeg(320, 200, 1), TestPhotos.png(300, 300, 2));
    }

    @Test
    void aShortRunMovesOnWhileALongOneIsStillTraining() throws Exception {
        RecordedReports longRun = new RecordedReports();
        String handle = backend().submit(job(10_000, null), longRun);

        RecordedReports shortRun = new RecordedReports();
        backend().submit(job(2, null), shortRun);

        assertThat(shortRun.ending()).isEqualTo(Ending.FINISHED);
        backend().cancel(handle);
        assertThat(longRun.ending()).isEqualTo(Ending.CANCELLED);
    }
}
