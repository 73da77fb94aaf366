package io.understudy.training.backends.cluster.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.understudy.providers.engines.FakeEngine;
import io.understudy.support.SettableClock;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.JobScheduler.NamedJob;
import io.understudy.training.backends.cluster.JobScheduler.Submission;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.Launch;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers as releases write them, and such as no release does. */
class SlurmAnswersTest {
    private static final String API = "/slurm/v0.0.42";
    private static final String NAME = "understudy-1";

    private FakeEngine cluster;
    private SlurmRest rest;

    @BeforeEach
    void start() {
        cluster = new FakeEngine().answer("/openapi/v3", "{\"paths\":{\"/slurm/v0.0.42/job/submit\":{}}}");
        rest = new SlurmRest(URI.create(cluster.address()), () -> "token", new SettableClock());
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static JobRequest request() {
        return new JobRequest(
                NAME, "/jobs", "job.sh", new Resources(1, "", 1, 0, 0), Placement.DEFAULT, Launch.PLAIN, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"set\": true, \"infinite\": false, \"number\": 7} | 7",
                "{\"set\": true, \"number\": \"7\"} | 7",
                "{\"number\": 7} | 7",
                "{\"set\": true, \"infinite\": true, \"number\": 7} |",
                "{\"set\": false, \"infinite\": false, \"number\": 7} |",
                "7 | 7",
                "7.0 | 7",
                "\"7\" | 7",
                "-7 | -7",
                "\"\" |",
                "\"seven\" |",
                "null |",
                "[7] |",
                "{} |",
                "1e400 |",
                "99999999999999999999999 |",
                "{\"set\": true, \"number\": {\"set\": true, \"number\": 7}} |",
            })
    void aNumberIsReadInEachOfItsForms(String value, @Nullable Long number) {
        assertThat(SlurmAnswers.number(json(value))).isEqualTo(number);
    }

    @Test
    void aJobIsReadWhateverFormItsNumbersHave() {
        cluster.answer(API + "/job/7", """
                {"jobs":[{"job_id":{"set":true,"number":7},"name":"understudy-1","job_state":"RUNNING","state_reason":"None",
                 "restart_cnt":{"set":true,"number":2},"time_limit":60,"end_time":"1772366400"}]}""");
        JobStanding running = rest.standing("7");
        assertThat(running.phase()).isEqualTo(Phase.RUNNING);
        assertThat(running.name()).isEqualTo(NAME);
        assertThat(running.restarts()).isEqualTo(2);
        assertThat(running.limit()).isEqualTo(Instant.ofEpochSecond(1_772_366_400));

        cluster.answer(API + "/job/7", """
                {"jobs":[{"job_id":"7","job_state":["FAILED"],"state_reason":"NonZeroExitCode","exit_code":3}]}""");
        assertThat(rest.standing("7").exitCode()).isEqualTo(3);

        cluster.answer(API + "/job/7", """
                {"jobs":[{"job_id":7,"job_state":["PENDING"],"state_reason":"ReqNodeNotAvail",
                 "state_description":"ReqNodeNotAvail, UnavailableNodes:a1","start_time":{"set":true,"number":0},
                 "priority":12}]}""");
        cluster.answer(API + "/jobs/", "{\"jobs\":[]}");
        JobStanding waiting = rest.standing("7");
        assertThat(waiting.expectedStart()).isNull();
        assertThat(waiting.sentence()).endsWith("(ReqNodeNotAvail). The cluster says: UnavailableNodes:a1");
    }

    @Test
    void aStateThatIsNotKnownMeansThatTheJobIsThere() {
        cluster.answer(API + "/job/7", "{\"jobs\":[{\"job_id\":7,\"job_state\":[\"OF_RELEASE_30\"]}]}");

        assertThat(rest.standing("7").phase()).isEqualTo(Phase.RUNNING);
        assertThat(rest.standing("7").sentence()).isEqualTo("The engine has the job and calls it OF_RELEASE_30.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "7",
                "{}",
                "{\"jobs\": {}}",
                "{\"jobs\": 7, \"job_id\": -1}",
                "{\"jobs\": [7, null, {\"job_id\": -3, \"name\": \"understudy-1\"}], \"job_id\": \"../../etc\"}",
                "{\"jobs\": [{\"job_id\": 8, \"name\": \"understudy-1\", \"job_state\": []}], \"job_id\": true}"
            })
    @Tag("attack")
    void nonsenseIsSaidSoAndNeverTakenForAnEndOrAnEmptyList(String nonsense) {
        cluster.answer(API + "/job/7", nonsense).answer(API + "/job/submit", nonsense);
        cluster.answer(API + "/jobs/", "{\"jobs\":[]}");
        assertNonsense(() -> rest.standing("7"));
        assertNonsense(() -> rest.submit(request()));

        cluster.answer(API + "/jobs/", nonsense);
        if (!nonsense.contains("\"job_id\": 8")) {
            assertNonsense(() -> rest.find(NAME));
            assertNonsense(() -> rest.submit(request()));
        }
    }

    private static void assertNonsense(ThrowingCallable question) {
        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(question)
                .withMessageStartingWith("Slurm's REST server gives an answer that cannot be understood: it has no ");
    }

    @Test
    void anErrorIsReadInEachOfItsForms() {
        for (String error : List.of(
                "{\"error_number\": 2017}",
                "\"Invalid job id specified\"",
                "{\"error\": \"Invalid job id specified\", \"error_number\": 2017}")) {
            cluster.answer(API + "/job/7", 404, "{\"errors\": [" + error + "]}");

            assertThat(rest.standing("7")).isEqualTo(JobStanding.UNKNOWN);
        }
    }

    @Test
    void whyTheServerIsAwayIsSaidInItsOwnWords() {
        cluster.answer(API + "/job/7", 502, """
                {"errors": [{"error": "Authentication\\u0000failure", "description": "slurmdbd\\u202etakes no token",
                 "error_number": 9001}]}""");
        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(() -> rest.standing("7"))
                .withMessageEndingWith(" answers with status 502: Authentication failure: slurmdbd takes no token.");

        cluster.answer(API + "/job/7", 502, "<html>Bad gateway</html>");
        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(() -> rest.standing("7"))
                .withMessageEndingWith(" answers with status 502.");
    }

    @Test
    void theIdOfASubmissionIsReadInEachOfItsPlaces() {
        cluster.answer(API + "/jobs/", "{\"jobs\":[]}");
        for (String answer : List.of("{\"job_id\": 7}", "{\"job_id\": \"7\"}", "{\"result\": {\"job_id\": 7}}")) {
            cluster.answer(API + "/job/submit", answer);

            assertThat(rest.submit(request())).isEqualTo(new Submission("7", false, List.of()));
        }
    }

    @Test
    @Tag("attack")
    void aWrappedNumberOfAnotherAccountIsNotOurs() {
        JsonNode job = json("{\"user_id\": {\"set\": true, \"number\": 10001}}");

        assertThat(JobOwner.numbered(10_002)).rejects(job);
        assertThat(JobOwner.numbered(10_001)).accepts(job);
    }

    @Test
    void jobsWithoutAnIdAreNotListed() {
        cluster.answer(API + "/jobs/", """
                {"jobs":[{"job_id":"x","name":"understudy-a","job_state":["RUNNING"]},
                 {"job_id":{"set":true,"number":4},"name":"understudy-b","job_state":"RUNNING",
                  "submit_time":1772366400}]}""");

        assertThat(rest.named("understudy-"))
                .containsExactly(new NamedJob("4", "understudy-b", "RUNNING", Instant.ofEpochSecond(1_772_366_400)));
    }
}
