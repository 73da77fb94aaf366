package io.understudy.training.backends.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.support.SlurmCluster;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobSchedulerContract;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.SchedulerDescription.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real Slurm does, whichever way it is asked. */
abstract class SlurmContract extends JobSchedulerContract {
    protected static SlurmCluster cluster;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = new SlurmCluster();
    }

    @AfterAll
    static void stopCluster() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    @AfterEach
    void cancelWhatIsLeft() throws Exception {
        cluster.cancelAll();
    }

    /** On this clock a list is always too old to be used again. */
    protected static InstantSource leapingClock() {
        AtomicLong hours = new AtomicLong();
        return () -> Instant.EPOCH.plus(Duration.ofHours(hours.incrementAndGet()));
    }

    @Override
    protected Path work() {
        return cluster.work();
    }

    private JobRequest placed(Placement placement) throws IOException {
        return placed("true", placement);
    }

    private JobRequest placed(String script, Placement placement) throws IOException {
        return request("understudy-" + UUID.randomUUID(), "plain", script, cards(2), placement);
    }

    private static Placement partition(String name) {
        return new Placement(name, "", "", "", "", "", null);
    }

    @Test
    void namesTheReleaseThePartitionsAndTheirTimeLimits() {
        assertThat(scheduler().describe()).satisfies(description -> {
            assertThat(description.release()).contains("slurm").containsPattern("\\d+\\.\\d+\\.\\d+");
            assertThat(description.cluster()).isEqualTo("test");
            assertThat(description.partitions()).extracting(Partition::name).containsExactly("gpu", "scavenger");
            assertThat(description.partitions())
                    .extracting(Partition::longest)
                    .containsExactly(null, Duration.ofDays(1));
        });
    }

    @Test
    void aRequeuedJobKeepsItsIdAndCountsTheRestart() throws Exception {
        JobRequest request = request("echo attempt ${SLURM_RESTART_COUNT:-0}; " + FOREVER, cards(1));
        String id = submit(request);
        awaitPhase(id, Phase.RUNNING);
        await().atMost(SOON).untilAsserted(() -> assertThat(log(request)).contains("attempt 0"));

        cluster.run("scontrol", "requeue", id);
        JobStanding waiting = awaitStanding(id, standing -> "BeginTime".equals(standing.reason()));
        assertThat(waiting.phase()).isEqualTo(Phase.WAITING);
        assertThat(waiting.restarts()).isOne();
        assertThat(waiting.expectedStart()).isAfter(Instant.now().minusSeconds(60));
        assertThat(waiting.sentence()).contains("put back into the queue");

        cluster.startSoon(id);

        assertThat(awaitPhase(id, Phase.RUNNING).restarts()).isOne();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(log(request)).contains("attempt 0").contains("attempt 1"));
    }

    @Test
    void aJobThatMakesRoomWaitsAgain() throws Exception {
        String low = submit(placed(FOREVER, partition("scavenger")));
        awaitPhase(low, Phase.RUNNING);

        String high = submit(placed(FOREVER, partition("gpu")));

        awaitPhase(high, Phase.RUNNING);
        JobStanding standing = awaitStanding(low, one -> one.phase() == Phase.WAITING && one.restarts() == 1);
        assertThat(standing.sentence()).isNotBlank();
    }

    @Test
    void aWaitingJobHasAPlaceInTheQueue() throws IOException {
        awaitPhase(submit(request(FOREVER, cards(2))), Phase.RUNNING);
        String first = submit(request("true", cards(2)));
        String second = submit(request("true", cards(2)));

        assertThat(scheduler().standing(first).place()).isOne();
        assertThat(scheduler().standing(second).place()).isEqualTo(2);
    }

    @Test
    void aJobThatTheControllerForgotIsGone() throws Exception {
        String id = submit(request("true", cards(1)));
        awaitPhase(id, Phase.ENDED);

        cluster.configure("MinJobAge", "2");
        try {
            assertThat(awaitPhase(id, Phase.GONE)).isEqualTo(JobStanding.UNKNOWN);
        } finally {
            cluster.configure("MinJobAge", "300");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'nowhere','','','','','', partition",
        "'','','','no-such-feature','','', features",
        "'','','','','','nowhere', reservation",
        "'','','','','no-such-machine','', machine",
        "'$(reboot)','','','','','', partition",
    })
    void whatTheClusterDoesNotHaveIsRefusedWithAdvice(
            String partition,
            String account,
            String qos,
            String constraint,
            String exclude,
            String reservation,
            String words)
            throws IOException {
        JobRequest request = placed(new Placement(partition, account, qos, constraint, exclude, reservation, null));

        assertThatExceptionOfType(JobFailure.class)
                .isThrownBy(() -> scheduler().submit(request))
                .withMessageContaining(words)
                .satisfies(refused -> assertThat(refused.advice()).contains("Slurm says"));
        assertThat(scheduler().find(request.name())).isEmpty();
    }

    @Test
    void aJobGoesToAMachineThatHasTheFeaturesOfItsConstraint() throws Exception {
        String id = submit(placed(new Placement("", "", "", "big&fast", "", "", null)));

        assertThat(awaitPhase(id, Phase.ENDED).completed()).isTrue();
        assertThat(cluster.run("scontrol", "show", "job", "-o", id)).contains(" Features=big&fast ");
    }

    @Test
    void moreMemoryOrProcessorsThanAMachineHasAreRefused() throws IOException {
        for (JobRequest.Resources resources : new JobRequest.Resources[] {
            new JobRequest.Resources(1, "", 1, 900_000, 5), new JobRequest.Resources(1, "", 99, 100, 5)
        }) {
            JobRequest request = request("true", resources);
            assertThatExceptionOfType(JobFailure.class)
                    .isThrownBy(() -> scheduler().submit(request))
                    .withMessageContaining("memory");
        }
    }

    @Test
    void aJobSurvivesTheController() throws Exception {
        JobRequest request = request("until [ -e go ]; do sleep 0.1; done", cards(1));
        String id = submit(request);
        awaitPhase(id, Phase.RUNNING);
        JobRequest late = request("true", cards(1));

        cluster.stopController();
        // At the same time, as each answer takes Slurm some seconds.
        List<Runnable> questions = List.of(
                () -> scheduler().standing(id),
                () -> scheduler().submit(late),
                () -> scheduler().cancel(id));
        List<CompletableFuture<Void>> answers =
                questions.stream().map(CompletableFuture::runAsync).toList();
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer)
                        .failsWithin(SOON)
                        .withThrowableThat()
                        .withCauseInstanceOf(EngineUnreachable.class));
        cluster.startController();

        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(EngineUnreachable.class)
                .until(() -> scheduler().standing(id).phase() == Phase.RUNNING);
        Files.createFile(Path.of(request.folder(), "go"));
        assertThat(awaitPhase(id, Phase.ENDED).completed()).isTrue();
    }
}
