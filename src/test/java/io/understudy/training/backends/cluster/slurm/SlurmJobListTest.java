package io.understudy.training.backends.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.providers.engines.FakeEngine;
import io.understudy.support.SettableClock;
import io.understudy.support.SocketRelay;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is read from the list of all jobs of a cluster. */
class SlurmJobListTest {
    private static final String JOBS = "/slurm/v0.0.42/jobs/";
    private static final String TOKEN = "e30."
            + Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString("{\"sun\":\"artist\"}".getBytes(StandardCharsets.UTF_8))
            + ".sig";

    private final SettableClock clock = new SettableClock();
    private FakeEngine cluster;
    private SlurmRest rest;

    @BeforeEach
    void start() {
        cluster = new FakeEngine()
                .answer("/openapi/v3", "{\"paths\":{\"/slurm/v0.0.42/job/submit\":{}}}")
                .answer("/slurm/v0.0.42/job/7", "{\"jobs\":[" + job(7, "gpu", 100, "PENDING") + "]}");
        rest = new SlurmRest(URI.create(cluster.address()), () -> TOKEN, clock);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static String job(int id, String partition, int priority, String state) {
        return """
                {"job_id":%d,"partition":"%s","job_state":["%s"],
                 "priority":{"set":true,"infinite":false,"number":%d}}""".formatted(id, partition, state, priority);
    }

    private static String list(String... jobs) {
        return "{\"jobs\":[" + String.join(",", jobs) + "]}";
    }

    @Test
    void aPlaceIsCountedAmongTheWaitingJobsOfThePartition() {
        cluster.answer(
                JOBS,
                list(
                        job(2, "gpu", 300, "RUNNING"),
                        job(3, "gpu", 90, "PENDING"),
                        job(4, "cpu", 300, "PENDING"),
                        job(5, "gpu", 100, "PENDING"),
                        job(7, "gpu", 100, "PENDING"),
                        job(8, "gpu", 100, "PENDING"),
                        job(9, "gpu", 200, "PENDING")));

        assertThat(rest.standing("7").place()).isEqualTo(3);
    }

    /** As slurmrestd writes the shares of associations. */
    @Test
    void aJobThatOthersAreAheadOfSaysItsPriorityAndTheShareOfItsAccount() {
        cluster.answer(JOBS, list());
        cluster.answer("/slurm/v0.0.42/job/7", list("""
                {"job_id":7,"partition":"gpu","job_state":["PENDING"],"state_reason":"Priority","account":"physics",
                 "user_name":"artist","priority":{"set":true,"infinite":false,"number":1042}}"""));
        assertThat(rest.standing("7").rank())
                .as("without slurmdbd there are no shares, and the priority says nothing")
                .isEmpty();

        cluster.answer("/slurm/v0.0.42/shares", """
                {"shares":{"total_shares":1,"shares":[
                 {"name":"physics","parent":"root","type":["ASSOCIATION"],
                  "fairshare":{"factor":{"set":true,"infinite":false,"number":0.9}}},
                 {"name":"artist","parent":"physics","type":["USER"],
                  "fairshare":{"factor":{"set":true,"infinite":false,"number":0.3141}}},
                 {"name":"artist","parent":"chemistry","type":["USER"],"fairshare":{"factor":{"set":false}}}]}}""");
        assertThat(rest.standing("7").rank()).as("asked a moment ago").isEmpty();
        clock.advance(Duration.ofMinutes(5));
        assertThat(rest.standing("7").rank()).isEqualTo("priority 1042, fair-share factor 0.31");
        assertThat(cluster.queries()).contains("users=artist");
    }

    @Test
    void theListIsAskedForEveryHalfMinute() {
        cluster.answer(JOBS, list(job(5, "gpu", 100, "PENDING")));
        assertThat(rest.standing("7").place()).isEqualTo(2);

        cluster.answer(JOBS, list());
        clock.advance(Duration.ofSeconds(29));
        assertThat(rest.standing("7").place()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(1));
        assertThat(rest.standing("7").place()).isOne();
    }

    @Test
    void aListThatDoesNotArriveLeavesTheStandingAndIsAskedForHalfAMinuteLater() {
        cluster.answer(JOBS, 500, "{\"errors\":[{\"error\":\"Socket timed out\"}]}");
        for (int times = 0; times < 2; times++) {
            JobStanding standing = rest.standing("7");
            assertThat(standing.phase()).isEqualTo(Phase.WAITING);
            assertThat(standing.place()).isNull();
            clock.advance(Duration.ofSeconds(15));
        }
        assertThat(cluster.asked())
                .filteredOn(request -> request.startsWith(JOBS))
                .hasSize(1);

        cluster.answer(JOBS, list(job(5, "gpu", 100, "PENDING")));
        assertThat(rest.standing("7").place()).isEqualTo(2);
    }

    @Test
    void aJobThatHasStartedHasNoPlaceAndNeedsNoList() {
        cluster.answer("/slurm/v0.0.42/job/7", list(job(7, "gpu", 100, "RUNNING")));

        assertThat(rest.standing("7").place()).isNull();
        assertThat(cluster.asked()).noneMatch(request -> request.startsWith(JOBS));
    }

    /** As slurmrestd answers: it names root as the client in every answer. */
    @Test
    @Tag("attack")
    void aJobOfAnotherAccountIsNotTakenForTheRuns() {
        cluster.answer(JOBS, """
                {"meta":{"client":{"user":"root"}},"jobs":[
                 {"job_id":1,"name":"understudy-a","user_name":"mallory","job_state":["PENDING"]},
                 {"job_id":2,"name":"understudy-a","user_name":"artist","job_state":["RUNNING"]},
                 {"job_id":3,"name":"understudy-b","user_name":"root","job_state":["RUNNING"]}]}""");

        assertThat(rest.find("understudy-a")).contains("2");
        assertThat(rest.find("understudy-b")).isEmpty();
        assertThat(rest.named("understudy-"))
                .singleElement()
                .satisfies(job -> assertThat(job.id()).isEqualTo("2"));
    }

    @Test
    void aJobWhoseAccountHasNoNameThereMayBeTheRuns() {
        cluster.answer(JOBS, "{\"jobs\":[{\"job_id\":1,\"name\":\"understudy-a\",\"user_name\":\"\"}]}");

        assertThat(rest.find("understudy-a")).contains("1");
    }

    /** The account of this server has another name there, as that of its image has. */
    @Test
    void throughASocketAJobIsFoundByTheNumberOfItsAccount(@TempDir Path folder) throws IOException {
        cluster.answer(
                JOBS,
                "{\"jobs\":[{\"job_id\":2,\"name\":\"understudy-a\",\"user_id\":%d,\"user_name\":\"lora\"}]}"
                        .formatted(JobOwner.uid()));
        try (SocketRelay socket = new SocketRelay(folder.resolve("rest.sock"), URI.create(cluster.address()))) {
            SlurmRest local = new SlurmRest(URI.create(socket.address()), () -> "", clock);

            assertThat(local.find("understudy-a")).contains("2");
        }
    }

    @Test
    @Tag("attack")
    void throughASocketAJobOfAnotherNumberIsNotTakenForTheRuns() {
        JsonNode job = JsonMapper.shared().readTree("{\"user_id\":10001,\"user_name\":\"understudy\"}");
        JsonNode nameless = JsonMapper.shared().readTree("{\"user_name\":\"?\"}");

        assertThat(JobOwner.numbered(10_001)).accepts(job, nameless);
        assertThat(JobOwner.numbered(10_002)).accepts(nameless).rejects(job);
        assertThat(JobOwner.numbered(0)).accepts(job, nameless);
    }

    @Test
    void theNumberOfThisServersAccountIsTheOneOfItsFiles(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(Math.toIntExact(JobOwner.uid()));
    }
}
