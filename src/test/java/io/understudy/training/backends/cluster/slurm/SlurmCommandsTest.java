package io.understudy.training.backends.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.SshBox;
import io.understudy.training.backends.cluster.EngineShell;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlurmCommandsTest extends SlurmContract {
    private static SshBox box;
    private static SlurmCommands commands;

    @BeforeAll
    static void startSsh(@TempDir Path folder) throws Exception {
        box = new SshBox(folder, cluster.environment());
        commands = new SlurmCommands(new EngineShell(box.connection()), "");
    }

    @AfterAll
    static void stopSsh() {
        if (box != null) {
            box.close();
        }
    }

    @Override
    protected JobScheduler scheduler() {
        return commands;
    }

    @Override
    protected void stopServer() {
        box.stop();
    }

    @Override
    protected void startServer() throws IOException {
        box.start();
    }

    @Test
    void aWaitingJobHasAPlaceInTheQueue() throws IOException {
        awaitPhase(submit(request(FOREVER, cards(2))), Phase.RUNNING);
        String first = submit(request("true", cards(2)));
        String second = submit(request("true", cards(2)));

        JobStanding next = scheduler().standing(first);
        assertThat(next.place()).isOne();
        assertThat(scheduler().standing(second).place()).isEqualTo(2);
    }
}
