package io.understudy.training.backend.miniature;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.pictures.Photos;
import io.understudy.miniature.MiniatureWorkers;
import io.understudy.training.backend.HeardReports;
import io.understudy.training.backend.HeardReports.Ending;
import io.understudy.training.backend.TrainingBackend;
import io.understudy.training.backend.TrainingBackendContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MiniatureBackendTest extends TrainingBackendContract {
    private static final MiniatureWorkers WORKERS = new MiniatureWorkers(2);
    private static final MiniatureBackend BACKEND =
            new MiniatureBackend(new MiniatureBases(), WORKERS, new MiniatureProperties(2));

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
        return List.of(Photos.jpeg(320, 200, 1), Photos.png(300, 300, 2));
    }

    @Test
    void aShortRunMovesOnWhileALongOneIsStillTraining() throws Exception {
        HeardReports longRun = new HeardReports();
        String handle = backend().submit(job(10_000, null), longRun);

        HeardReports shortRun = new HeardReports();
        backend().submit(job(2, null), shortRun);

        assertThat(shortRun.ending()).isEqualTo(Ending.FINISHED);
        backend().cancel(handle);
        assertThat(longRun.ending()).isEqualTo(Ending.CANCELLED);
    }
}
