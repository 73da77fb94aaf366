package io.understudy.training.backends.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.understudy.support.SlurmCluster;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.JobScheduler.NamedJob;
import io.understudy.training.backends.cluster.JobScheduler.Submission;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SlurmRestTest extends SlurmContract {
    private static String token;
    private static SlurmRest rest;

    @BeforeAll
    static void signIn() throws Exception {
        token = cluster.token(Duration.ofHours(1));
        rest = new SlurmRest(cluster.restServer(), () -> token, leapingClock());
        awaitServer();
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
                            .isThrownBy(() -> scheduler().standing(id)));
        }
        token = good;

        awaitPhase(id, Phase.RUNNING);
    }

    @Test
    @Tag("attack")
    void anAccountFindsItsOwnJobsAndNoneThatOthersGaveTheSameName() throws Exception {
        String artist = cluster.token(SlurmCluster.NOBODY, Duration.ofHours(1));
        SlurmRest other = new SlurmRest(cluster.restServer(), () -> artist, leapingClock());
        JobRequest request = request(FOREVER, cards(1));

        String theirs = other.submit(request).id();
        String ours = submit(request);

        assertThat(other.submit(request)).isEqualTo(new Submission(theirs, true, List.of()));
        assertThat(other.find(request.name())).contains(theirs);
        assertThat(other.named(request.name())).extracting(NamedJob::id).containsExactly(theirs);
        assertThat(scheduler().find(request.name())).contains(ours);
        assertThat(scheduler().named(request.name())).extracting(NamedJob::id).containsExactly(ours);
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
