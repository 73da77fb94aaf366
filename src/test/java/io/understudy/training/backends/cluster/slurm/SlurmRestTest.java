package io.understudy.training.backends.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SlurmRestTest extends SlurmContract {
    private static String token;
    private static SlurmRest rest;

    @BeforeAll
    static void signIn() throws Exception {
        token = cluster.token(Duration.ofHours(1));
        rest = connected();
        awaitServer();
    }

    private static SlurmRest connected() {
        return new SlurmRest(cluster.restServer(), () -> token);
    }

    private static void awaitServer() {
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
        cluster.stopRest();
    }

    @Override
    protected void startServer() throws IOException {
        cluster.startRest("v0.0.42");
        awaitServer();
    }

    @Test
    void anExpiredTokenNeedsAnAdminAndFailsNothing() throws Exception {
        String id = submit(request(FOREVER, cards(1)));
        String good = token;
        for (String bad : new String[] {cluster.token(Duration.ofSeconds(1)), "nonsense", ""}) {
            token = bad;
            await().atMost(SOON)
                    .untilAsserted(() -> assertThatExceptionOfType(EngineUnreachable.class)
                            .isThrownBy(() -> scheduler().standing(id))
                            .matches(EngineUnreachable::needsAdmin));
        }
        token = good;

        awaitPhase(id, Phase.RUNNING);
    }

    @Test
    void anOlderReleaseIsSpokenToInItsOwnVersion() throws Exception {
        cluster.stopRest();
        cluster.startRest("v0.0.40");
        awaitServer();
        try {
            JobRequest request = request("exit 3", cards(1));
            String id = await().atMost(SOON)
                    .ignoreExceptionsInstanceOf(EngineUnreachable.class)
                    .until(() -> submit(request), one -> !one.isEmpty());

            assertThat(awaitPhase(id, Phase.ENDED).exitCode()).isEqualTo(3);
        } finally {
            cluster.stopRest();
            startServer();
        }
    }
}
