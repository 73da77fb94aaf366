package io.understudy.training.backends.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.JobScheduler.NamedJob;
import io.understudy.training.backends.cluster.JobScheduler.Submission;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.SchedulerDescription.Cards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every scheduler does, on a machine with two cards. Real ones start jobs in seconds, which the short round has not. */
@Tag("cluster")
public abstract class JobSchedulerContract {
    protected static final Duration SOON = Duration.ofSeconds(60);
    protected static final String FOREVER = "exec sleep 600";

    protected abstract JobScheduler scheduler();

    /** Where the tests and the jobs see the same files. */
    protected abstract Path work();

    protected abstract void stopServer() throws Exception;

    protected abstract void startServer() throws Exception;

    protected static Resources cards(int count) {
        return new Resources(count, "", 1, 100, 5);
    }

    protected final JobRequest request(String script, Resources resources) throws IOException {
        return request("understudy-" + UUID.randomUUID(), "plain", script, resources, Placement.DEFAULT);
    }

    protected final JobRequest request(
            String name, String folder, String script, Resources resources, Placement placement) throws IOException {
        Path created = Files.createDirectories(work().resolve(name).resolve(folder));
        // Jobs may be another account's.
        Files.setPosixFilePermissions(created, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(created.resolve("job.sh"), script + "\n");
        return new JobRequest(name, created.toString(), "job.sh", resources, placement, Launch.PLAIN, 0);
    }

    protected final String submit(JobRequest request) {
        return scheduler().submit(request).id();
    }

    protected final JobStanding awaitStanding(String id, Predicate<JobStanding> wanted) {
        return await().atMost(SOON).until(() -> scheduler().standing(id), wanted);
    }

    protected final JobStanding awaitPhase(String id, Phase phase) {
        return awaitStanding(id, standing -> standing.phase() == phase);
    }

    private JobStanding awaitOver(String id) {
        return awaitStanding(id, standing -> standing.phase() == Phase.ENDED || standing.phase() == Phase.GONE);
    }

    /** Some schedulers forget a job that is cancelled. */
    private void assertCancelled(String id) {
        JobStanding standing = awaitOver(id);
        if (standing.phase() == Phase.ENDED) {
            assertThat(standing.state()).isEqualTo("CANCELLED");
        }
    }

    protected static String log(JobRequest request) throws IOException {
        Path log = Path.of(request.folder(), JobRequest.LOG);
        return Files.exists(log) ? Files.readString(log) : "";
    }

    @Test
    void describesTheClusterAndItsCards() {
        SchedulerDescription description = scheduler().describe();

        assertThat(description.release()).isNotBlank();
        assertThat(description.cluster()).isNotBlank();
        assertThat(description.partitions()).isNotEmpty().allSatisfy(partition -> {
            assertThat(partition.open()).isTrue();
            assertThat(partition.cards()).extracting(Cards::each).containsExactly(2);
        });
    }

    @Test
    void aJobRunsInItsFolderWithItsCardAndEnds() throws IOException {
        JobRequest request = request("echo \"in $PWD with card $CUDA_VISIBLE_DEVICES of $HOME\"", cards(1));

        JobStanding standing = awaitPhase(submit(request), Phase.ENDED);

        assertThat(standing.completed()).isTrue();
        assertThat(standing.name()).isEqualTo(request.name());
        assertThat(standing.exitCode()).isZero();
        assertThat(standing.sentence()).isEqualTo("The job has ended.");
        assertThat(log(request)).containsPattern("in \\Q" + request.folder() + "\\E with card [01] of /");
    }

    @Test
    void aNameIsStartedOnceHoweverOftenItIsSubmitted() throws IOException {
        JobRequest request = request("echo start >> starts", cards(1));

        Submission first = scheduler().submit(request);
        Submission again = scheduler().submit(request);
        awaitPhase(first.id(), Phase.ENDED);
        Submission afterItsEnd = scheduler().submit(request);

        assertThat(first.found()).isFalse();
        assertThat(List.of(again, afterItsEnd))
                .allMatch(Submission::found)
                .extracting(Submission::id)
                .containsOnly(first.id());
        assertThat(scheduler().find(request.name())).contains(first.id());
        assertThat(scheduler().find("understudy-" + UUID.randomUUID())).isEmpty();
        assertThat(Path.of(request.folder(), "starts")).hasContent("start");
    }

    @Test
    void aFailureKeepsItsExitCode() throws IOException {
        JobStanding standing = awaitPhase(submit(request("exit 3", cards(1))), Phase.ENDED);

        assertThat(standing.state()).isEqualTo("FAILED");
        assertThat(standing.exitCode()).isEqualTo(3);
        assertThat(standing.sentence()).isEqualTo("The job failed with exit code 3.");
    }

    @Test
    void aRunningJobIsCancelledWithAllItsProcesses() throws IOException {
        JobRequest request = request("sleep 600 & echo $! > child; wait", cards(1));
        String id = submit(request);
        Path child = Path.of(request.folder(), "child");
        await().atMost(SOON).until(() -> Files.exists(child) && Files.size(child) > 0);
        ProcessHandle running = ProcessHandle.of(
                        Long.parseLong(Files.readString(child).strip()))
                .orElseThrow();

        scheduler().cancel(id);

        assertCancelled(id);
        await().atMost(SOON).until(() -> !running.isAlive());
        scheduler().cancel(id);
        assertCancelled(id);
    }

    @Test
    void jobsShareTheCardsAndTheNextOneWaits() throws IOException {
        JobRequest one = request("echo $CUDA_VISIBLE_DEVICES; " + FOREVER, cards(1));
        JobRequest other = request("echo $CUDA_VISIBLE_DEVICES; " + FOREVER, cards(1));
        String first = submit(one);
        String second = submit(other);
        awaitPhase(first, Phase.RUNNING);
        awaitPhase(second, Phase.RUNNING);
        String third = submit(request("true", cards(1)));

        JobStanding waiting =
                awaitStanding(third, standing -> !standing.reason().isEmpty());
        assertThat(waiting.phase()).isEqualTo(Phase.WAITING);
        assertThat(waiting.sentence())
                .matches("(The job waits until cards are free|Other jobs come first)( \\(\\w+\\))?\\..*");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(List.of(log(one).strip(), log(other).strip()))
                                .containsExactlyInAnyOrder("0", "1"));

        scheduler().cancel(first);

        assertThat(awaitPhase(third, Phase.ENDED).completed()).isTrue();
        scheduler().cancel(second);
        assertCancelled(second);
    }

    @Test
    void aWaitingJobIsCancelledBeforeItStarts() throws IOException {
        String first = submit(request(FOREVER, cards(2)));
        awaitPhase(first, Phase.RUNNING);
        JobRequest request = request("touch started", cards(1));
        String second = submit(request);
        awaitPhase(second, Phase.WAITING);

        scheduler().cancel(second);

        assertCancelled(second);
        scheduler().cancel(first);
        assertCancelled(first);
        assertThat(Path.of(request.folder(), "started")).doesNotExist();
    }

    @Test
    void jobsThatWaitOrRunAreFoundByTheBeginningOfTheirNames() throws IOException {
        JobRequest request = request(FOREVER, cards(1));
        String id = submit(request);
        awaitPhase(id, Phase.RUNNING);

        assertThat(scheduler().named(request.name().substring(0, 30)))
                .singleElement()
                .satisfies(job -> {
                    assertThat(job)
                            .extracting(NamedJob::id, NamedJob::name, NamedJob::state)
                            .containsExactly(id, request.name(), "RUNNING");
                    assertThat(job.since())
                            .isBetween(
                                    Instant.now().minus(SOON.multipliedBy(5)),
                                    Instant.now().plus(SOON));
                });
        assertThat(scheduler().named("other")).isEmpty();

        scheduler().cancel(id);
        assertCancelled(id);
        assertThat(scheduler().named(request.name())).isEmpty();
    }

    @Test
    void aJobThatNobodyKnowsIsGone() {
        JobStanding standing = scheduler().standing("99999999");

        assertThat(standing).isEqualTo(JobStanding.UNKNOWN);
        assertThat(standing.sentence()).isEqualTo("The engine no longer remembers the job.");
        scheduler().cancel("99999999");
    }

    /** Where machines are added when they are asked for, they are waited for. */
    @Test
    protected void moreCardsThanThereAreAreRefused() throws IOException {
        JobRequest many = request("true", cards(9));
        JobRequest strange = request("true", new Resources(1, "h100", 1, 100, 5));

        for (JobRequest request : List.of(many, strange)) {
            assertThatExceptionOfType(JobFailure.class)
                    .isThrownBy(() -> scheduler().submit(request))
                    .withMessageContaining("GPUs");
        }
    }

    @Test
    void aFolderMayHaveAnyName() throws IOException {
        for (String folder : List.of("it's \"a\" $(touch pwned); `x` & | *", "-rf", "Pläne ☃!")) {
            JobRequest request =
                    request("understudy-" + UUID.randomUUID(), folder, "touch was-here", cards(1), Placement.DEFAULT);

            assertThat(awaitPhase(submit(request), Phase.ENDED).completed()).isTrue();
            try (Stream<Path> files = Files.list(Path.of(request.folder()))) {
                assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
                        .contains("job.sh", "job.log", "was-here")
                        .doesNotContain("pwned");
            }
        }
    }

    @Test
    void aJobContinuesWhileItsServerIsAway() throws Exception {
        String id = submit(request("until [ -e go ]; do sleep 0.1; done", cards(1)));
        JobRequest late = request("true", cards(1));
        awaitPhase(id, Phase.RUNNING);

        stopServer();
        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(() -> scheduler().standing(id));
        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(() -> scheduler().submit(late));
        startServer();

        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(EngineUnreachable.class)
                .until(() -> scheduler().standing(id).phase() == Phase.RUNNING);
        assertThat(awaitPhase(submit(late), Phase.ENDED).completed()).isTrue();
        scheduler().cancel(id);
        assertCancelled(id);
    }
}
