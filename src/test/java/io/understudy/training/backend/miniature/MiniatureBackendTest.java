package io.understudy.training.backend.miniature;

import io.understudy.datasets.pictures.Photos;
import io.understudy.miniature.MiniatureWorkers;
import io.understudy.training.backend.TrainingBackend;
import io.understudy.training.backend.TrainingBackendContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

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
}
