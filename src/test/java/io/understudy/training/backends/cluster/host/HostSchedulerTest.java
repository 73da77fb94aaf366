package io.understudy.training.backends.cluster.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.ssh.SshConnection;
import io.understudy.support.SshBox;
import io.understudy.training.backends.cluster.EngineShell;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.JobSchedulerContract;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.Launch;
import io.understudy.training.backends.cluster.SchedulerDescription.Cards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSH's own server on this machine, and a program that says what {@code nvidia-smi} would say of two cards. */
class HostSchedulerTest extends JobSchedulerContract {
    private static final String TWO_CARDS = """
            #!/bin/sh
            case $1 in
                --query-gpu=index,name) echo '0, NVIDIA RTX 4090'; echo '1, NVIDIA RTX 4090' ;;
                --query-gpu=driver_version,name) echo '570.86, NVIDIA RTX 4090'; echo '570.86, NVIDIA RTX 4090' ;;
                *) exit 9 ;;
            esac
            """;

    @TempDir
    static Path folder;

    private static SshBox box;
    private static SshConnection connection;
    private static HostScheduler scheduler;

    @BeforeAll
    static void startSsh() throws Exception {
        Path program = Files.createDirectory(folder.resolve("bin")).resolve("nvidia-smi");
        Files.writeString(program, TWO_CARDS);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        box = new SshBox(folder.resolve("ssh"), Map.of("PATH", program.getParent() + ":/usr/bin:/bin"));
        connection = box.connection();
        scheduler = minutesOf(Duration.ofMinutes(1));
    }

    private static HostScheduler minutesOf(Duration minute) {
        return new HostScheduler(
                new EngineShell(connection), folder.resolve("job's").toString(), List.of(), minute);
    }

    @AfterAll
    static void stopSsh() {
        if (box != null) {
            box.close();
        }
    }

    @AfterEach
    void cancelWhatIsLeft() {
        scheduler.named("understudy-").forEach(job -> scheduler.cancel(job.id()));
        await().atMost(SOON).until(() -> scheduler.named("understudy-").isEmpty());
    }

    @Override
    protected JobScheduler scheduler() {
        return scheduler;
    }

    @Override
    protected Path work() {
        return folder.resolve("work");
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
    void namesTheCards() {
        assertThat(scheduler.describe()).satisfies(description -> {
            assertThat(description.release()).isEqualTo("NVIDIA driver 570.86");
            assertThat(description.partitions().getFirst().cards()).containsExactly(new Cards("NVIDIA RTX 4090", 2, 1));
        });
    }

    @Test
    void jobsGetTheirOwnCardsOnly() throws IOException {
        HostScheduler second = new HostScheduler(
                new EngineShell(connection), folder.resolve("job's").toString(), List.of(1));
        JobRequest request = request("echo card $CUDA_VISIBLE_DEVICES", cards(1));

        assertThat(awaitPhase(second.submit(request).id(), Phase.ENDED).completed())
                .isTrue();

        assertThat(log(request)).contains("card 1");
        assertThatThrownBy(() -> second.submit(request("true", cards(2)))).isInstanceOf(JobFailure.class);
    }

    @Test
    void enginesWithFoldersOfTheirOwnNeverGiveACardTwice() throws IOException {
        HostScheduler first = new HostScheduler(
                new EngineShell(connection), folder.resolve("job's").toString(), List.of(1));
        HostScheduler second = new HostScheduler(
                new EngineShell(connection), folder.resolve("others").toString(), List.of(1));
        JobRequest holding = request("trap 'rm here; exit' TERM; touch here; while :; do sleep 0.1; done", cards(1));
        Path here = Path.of(holding.folder(), "here");
        String held = first.submit(holding).id();
        await().atMost(SOON).until(() -> Files.exists(here));

        String waiting =
                second.submit(request("[ ! -e \"" + here + "\" ]", cards(1))).id();
        assertThat(second.standing(waiting).phase()).isEqualTo(Phase.WAITING);
        first.cancel(held);

        await().atMost(SOON).until(() -> second.standing(waiting).phase() == Phase.ENDED);
        assertThat(second.standing(waiting).completed()).isTrue();
    }

    @Test
    void aTypeIsAPartOfTheCardsName() throws IOException {
        String id = submit(request("true", new Resources(1, "rtx 4090", 1, 0, 0)));

        assertThat(awaitPhase(id, Phase.ENDED).completed()).isTrue();
    }

    @Test
    void jobsStartInTheOrderInWhichTheyCame() throws IOException {
        String running = submit(request(FOREVER, cards(1)));
        awaitPhase(running, Phase.RUNNING);
        String both = submit(request("true", cards(2)));
        String one = submit(request("true", cards(1)));

        assertThat(scheduler.standing(both).place()).isOne();
        assertThat(scheduler.standing(one).place()).isEqualTo(2);
        scheduler.cancel(running);

        assertThat(awaitPhase(one, Phase.ENDED).completed()).isTrue();
        assertThat(scheduler.standing(both).completed()).isTrue();
    }

    @Test
    void aJobThatWaitsSaysWhichRunHasTheCards() throws IOException {
        JobRequest first = request(FOREVER, cards(1));
        Files.writeString(Path.of(first.folder(), "title"), "run 41");
        awaitPhase(submit(first), Phase.RUNNING);
        JobRequest second = request(FOREVER, cards(1));
        Files.writeString(Path.of(second.folder(), "title"), "<b>a name of nobody's");
        awaitPhase(submit(second), Phase.RUNNING);

        String third = submit(request("true", cards(1)));

        assertThat(scheduler.standing(third).sentence())
                .startsWith("The job waits until cards are free.")
                .contains("is taken by run 41.", "is taken by another job.");
    }

    @Test
    void aJobIsWarnedAndThenEndedAtItsTimeLimit() throws IOException {
        JobRequest plain = request(
                "trap 'echo warned' USR1; trap 'echo ended; exit 0' TERM; while :; do sleep 0.1; done",
                new Resources(1, "", 1, 0, 1));
        JobRequest request = new JobRequest(
                plain.name(), plain.folder(), plain.script(), plain.resources(), Placement.DEFAULT, Launch.PLAIN, 3);

        String id = minutesOf(Duration.ofSeconds(5)).submit(request).id();

        assertThat(awaitPhase(id, Phase.ENDED).state()).isEqualTo("TIMEOUT");
        assertThat(log(request)).containsSubsequence("warned", "ended");
    }

    @Test
    void aJobSurvivesItsConnection() throws IOException {
        JobRequest request = request("until [ -e go ]; do sleep 0.1; done", cards(1));
        String id = submit(request);
        awaitPhase(id, Phase.RUNNING);

        connection.close();
        HostScheduler afterRestart = minutesOf(Duration.ofMinutes(1));
        assertThat(afterRestart.standing(id).phase()).isEqualTo(Phase.RUNNING);
        assertThat(afterRestart.submit(request).found()).isTrue();
        Files.createFile(Path.of(request.folder(), "go"));

        assertThat(awaitPhase(id, Phase.ENDED).completed()).isTrue();
    }

    @Test
    void aJobWhoseRunnerWasKilledIsStillSeenAndCancelled() throws IOException {
        JobRequest request = request(FOREVER, cards(2));
        String id = submit(request);
        Path known = folder.resolve("job's").resolve(id);
        await().atMost(SOON).until(() -> Files.exists(known.resolve("child")));
        ProcessHandle.of(pid(known.resolve("runner"))).orElseThrow().destroyForcibly();

        assertThat(scheduler.standing(id).phase()).isEqualTo(Phase.RUNNING);
        String next = submit(request("true", cards(1)));
        assertThat(scheduler.standing(next).phase()).isEqualTo(Phase.WAITING);
        scheduler.cancel(id);

        assertThat(awaitPhase(id, Phase.ENDED).state()).isEqualTo("NODE_FAIL");
        assertThat(awaitPhase(next, Phase.ENDED).completed()).isTrue();
    }

    @Test
    void anotherProcessWithTheSameNumberIsNeverTakenForOurs() throws IOException {
        String id = submit(request("true", cards(0)));
        awaitPhase(id, Phase.ENDED);
        Path known = folder.resolve("job's").resolve(id);
        Files.delete(known.resolve("ended"));
        String[] runner = Files.readString(known.resolve("runner")).strip().split(" ");
        Files.writeString(
                known.resolve("runner"), ProcessHandle.current().pid() + " " + runner[1] + " " + runner[2] + "\n");

        assertThat(scheduler.standing(id).state()).isEqualTo("NODE_FAIL");
        scheduler.cancel(id);
        assertThat(scheduler.named(id)).isEmpty();
    }

    private static long pid(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).split(" ")[0]);
    }
}
