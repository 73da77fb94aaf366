package io.understudy.training.backends.cluster.slurm;

import static org.awaitility.Awaitility.await;

import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobScheduler;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

class SlurmSocketTest extends SlurmContract {
    private static SlurmRest rest;

    @BeforeAll
    static void connect() throws IOException {
        rest = new SlurmRest(cluster.socket(), () -> "of another address, which nobody may get", leapingClock());
        startAndAwait();
    }

    private static void startAndAwait() throws IOException {
        cluster.startSocket();
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(EngineUnreachable.class)
                .until(() -> rest.describe().cluster().equals("test"));
    }

    @Override
    protected JobScheduler scheduler() {
        return rest;
    }

    @Override
    protected void stopServer() {
        cluster.stopSocket();
    }

    @Override
    protected void startServer() throws IOException {
        startAndAwait();
    }
}
