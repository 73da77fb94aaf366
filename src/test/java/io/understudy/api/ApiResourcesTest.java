package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.consensus.ConsensusService;
import io.understudy.identity.access.NewAccessToken;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.core.DomainException;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FalConnection;
import io.understudy.support.SecurityHeaders;
import io.understudy.training.queue.FakeTrainingBackend;
import io.understudy.training.queue.RunFixtures;
import io.understudy.training.runs.LaunchRequest;
import io.understudy.training.runs.RunService;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@Tag("rules")
class ApiResourcesTest extends ApiTest {
    @Autowired
    RunFixtures stories;

    @Autowired
    FakeTrainingBackend told;

    @Autowired
    RunService runs;

    @Autowired
    ConsensusService consensus;

    @Autowired
    FalConnection fal;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void noRuns() {
        stories.forget();
    }

    @Test
    void aCharacterIsCreatedReadAndChanged() throws Exception {
        Reply created = post(
                "/api/v1/characters",
                "{\"name\":\"Ava Lindqvist\",\"subject\":\"woman\",\"triggerWord\":\"ohwx woman\",\"likenessBasis\":\"SYNTHETIC\"}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).isEqualTo("/api/v1/characters/ava-lindqvist");
        Reply read = get(created.header("Location"));
        assertThat(read.text("likenessBasis")).isEqualTo("SYNTHETIC");
        assertThat(read.text("createdAt")).isEqualTo(clock.instant().toString());

        Reply changed = put(
                "/api/v1/characters/ava-lindqvist",
                "{\"name\":\"Ava\",\"subject\":\"woman\",\"triggerWord\":\"ohwx woman\",\"description\":\"tall\"}",
                "If-Match",
                read.header("ETag"));
        assertThat(changed.text("description")).isEqualTo("tall");
        assertThat(changed.text("slug")).isEqualTo("ava-lindqvist");
    }

    @Test
    void theBasisOfALikenessIsRecordedLater() throws Exception {
        String without = "{\"name\":\"Ava\",\"subject\":\"woman\",\"triggerWord\":\"ohwx woman\",\"description\":\"\"}";
        String read = post("/api/v1/characters", without).header("ETag");
        String ava = "/api/v1/characters/ava";

        Reply consent = put(ava, without.replace("}", ",\"likenessBasis\":\"CONSENT\"}"), "If-Match", read);
        assertThat(consent.status()).as("a consent needs its file").isEqualTo(422);
        assertThat(get(ava).header("ETag")).isEqualTo(read);
        Reply recorded = put(ava, without.replace("}", ",\"likenessBasis\":\"OWN\"}"), "If-Match", read);
        assertThat(recorded.text("likenessBasis")).isEqualTo("OWN");
        Reply kept = put(ava, without, "If-Match", recorded.header("ETag"));
        assertThat(kept.text("likenessBasis")).isEqualTo("OWN");
    }

    @Test
    void aCharacterIsArchivedAndRestored() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String ava = "/api/v1/characters/ava";

        assertThat(post(ava + "/archive", "", "If-Match", "\"other\"").status()).isEqualTo(412);
        Reply archived = post(ava + "/archive", "");
        assertThat(archived.body().path("archived").asBoolean()).isTrue();
        assertThat(archived.header("ETag")).isEqualTo(get(ava).header("ETag"));
        assertThat(get("/api/v1/characters").items("slug")).isEmpty();
        assertThat(get("/api/v1/characters?archived=true").items("archived")).containsExactly("true");
        assertThat(post(ava + "/runs", "{\"backend\":\"told\",\"fewerPicturesConfirmed\":true}")
                        .status())
                .isEqualTo(422);
        assertThat(post(ava + "/restore", "").body().path("archived").asBoolean(true))
                .isFalse();
        assertThat(get("/api/v1/characters").items("slug")).containsExactly("ava");
    }

    @Test
    void aPictureIsRemovedAsItWasReadAndRestored() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String picture = "/api/v1/pictures/"
                + get("/api/v1/characters/ava/pictures").items("id").getFirst();
        String read = get(picture).header("ETag");

        assertThat(send(request(picture, token).DELETE()).status()).isEqualTo(428);
        assertThat(send(request(picture, token).header("If-Match", read).DELETE())
                        .status())
                .isEqualTo(204);
        assertThat(get("/api/v1/characters/ava/pictures").items("id")).isEmpty();
        assertThat(get(picture).body().path("removed").asBoolean()).isTrue();
        assertThat(get(picture).body().path("included").asBoolean(true)).isFalse();
        Reply restored = post(picture + "/restore", "");
        assertThat(restored.header("ETag")).isEqualTo(read);
        assertThat(get("/api/v1/characters/ava/pictures").items("id")).hasSize(1);
    }

    @Test
    void picturesAreUploadedCaptionedAndLeftOut() throws Exception {
        character("Ava", "ohwx woman");
        upload("/api/v1/characters/ava/pictures?fileName=1.jpg", PHOTO);
        Reply again = upload("/api/v1/characters/ava/pictures?fileName=2.jpg", PHOTO);
        assertThat(again.body().path("alreadyHere").size()).isEqualTo(1);
        Reply bad = upload("/api/v1/characters/ava/pictures?fileName=notes.txt", new byte[] {1});
        assertThat(bad.status()).isEqualTo(422);
        assertThat(bad.text("detail")).startsWith("notes.txt: ");

        String picture = get("/api/v1/characters/ava/pictures").items("id").getFirst();
        String caption = "/api/v1/pictures/" + picture + "/caption";
        Reply read = get(caption);
        Reply written = put(caption, "{\"text\":\"ohwx woman, portrait\"}", "If-Match", read.header("ETag"));
        assertThat(written.text("text")).isEqualTo("ohwx woman, portrait");
        assertThat(put(caption, "{\"text\":\"other\"}", "If-Match", read.header("ETag"))
                        .status())
                .isEqualTo(412);
        assertThat(get("/api/v1/pictures/" + picture).text("caption")).isEqualTo("ohwx woman, portrait");

        Reply left = put("/api/v1/pictures/" + picture + "/inclusion", "{\"included\":false}", "If-Match", "*");
        assertThat(left.text("exclusion")).isEqualTo("BY_HAND");
        assertThat(get("/api/v1/characters/ava/pictures?filter=EXCLUDED").items("id"))
                .containsExactly(picture);
        assertThat(get("/api/v1/characters/ava/measures")
                        .body()
                        .path("pictures")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aPictureIsLeftOutAsItWasRead() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String picture = "/api/v1/pictures/"
                + get("/api/v1/characters/ava/pictures").items("id").getFirst();
        String read = get(picture).header("ETag");

        assertThat(put(picture + "/inclusion", "{\"included\":false}").status()).isEqualTo(428);
        Reply left = put(picture + "/inclusion", "{\"included\":false}", "If-Match", read);
        assertThat(left.status()).isEqualTo(200);
        assertThat(left.header("ETag")).isEqualTo(get(picture).header("ETag")).isNotEqualTo(read);
        assertThat(put(picture + "/inclusion", "{\"included\":true}", "If-Match", read)
                        .status())
                .isEqualTo(412);
        assertThat(get(picture).body().path("included").asBoolean(true)).isFalse();
    }

    @Test
    void thePicturesRepeatsAreReadAndSet() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String picture = "/api/v1/pictures/"
                + get("/api/v1/characters/ava/pictures").items("id").getFirst();
        Reply read = get(picture);
        assertThat(read.body().path("repeats").asInt()).isOne();

        assertThat(put(picture + "/repeats", "{\"repeats\":5}").status()).isEqualTo(428);
        Reply set = put(picture + "/repeats", "{\"repeats\":5}", "If-Match", read.header("ETag"));
        assertThat(set.body().path("repeats").asInt()).isEqualTo(5);
        assertThat(put(picture + "/repeats", "{\"repeats\":6}", "If-Match", read.header("ETag"))
                        .status())
                .isEqualTo(412);
        assertThat(put(picture + "/repeats", "{\"repeats\":0}", "If-Match", "*").status())
                .isEqualTo(422);
    }

    @Test
    void aRunIsCancelledAsItWasReadWhereItsRevisionIsSent() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String run = launch("k-1");
        String read = get(run).header("ETag");

        assertThat(post(run + "/cancel", "", "If-Match", "\"other\"").status()).isEqualTo(412);
        assertThat(get(run).text("state")).isEqualTo("QUEUED");
        Reply cancelled = post(run + "/cancel", "", "If-Match", read);
        assertThat(cancelled.text("state")).isEqualTo("CANCELLED");
        assertThat(cancelled.header("ETag")).isEqualTo(get(run).header("ETag")).isNotEqualTo(read);
        assertThat(post(run + "/resume", "", "If-Match", read).status()).isEqualTo(412);
    }

    @Test
    void whereTwoPeopleDecideAPictureIsLeftOutWithTheSecond() throws Exception {
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        people.signIn(people.reviewer("Lin"));
        consensus.ask(ava, true);
        String picture = get("/api/v1/characters/ava/pictures").items("id").getFirst();
        String path = "/api/v1/pictures/" + picture + "/inclusion";

        Reply first = put(path, "{\"included\":false}", "If-Match", "*");
        assertThat(first.body().path("included").asBoolean()).isTrue();
        assertThat(first.body().path("awaitingSecond").asBoolean()).isTrue();
        assertThat(first.body().path("said").path(0).path("answer").asString()).isEqualTo("LEFT_OUT");
        assertThat(get("/api/v1/characters/ava/pictures?filter=ONE_OF_TWO").items("id"))
                .containsExactly(picture);
        token = tokenOf(people.member("Mo"), EnumSet.of(TokenScope.READ, TokenScope.WRITE));
        Reply second = put(path, "{\"included\":false}", "If-Match", first.header("ETag"));

        assertThat(second.body().path("included").asBoolean()).isFalse();
        assertThat(second.body().path("awaitingSecond").asBoolean()).isFalse();
    }

    @Test
    void theSameDatasetGivesTheSameSnapshot() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");

        Reply few = post("/api/v1/characters/ava/snapshots", "{\"fewerPicturesConfirmed\":false}");
        Reply first = post("/api/v1/characters/ava/snapshots", "{\"fewerPicturesConfirmed\":true}");
        Reply again = post("/api/v1/characters/ava/snapshots", "{\"fewerPicturesConfirmed\":true}");

        assertThat(few.status()).isEqualTo(422);
        assertThat(first.text("id")).hasSize(64).isEqualTo(again.text("id"));
        assertThat(get(first.header("Location")).text("triggerWord")).isEqualTo("ohwx woman");
        assertThat(get("/api/v1/characters/ava/snapshots").items("id")).containsExactly(first.text("id"));
    }

    @Test
    void aRunIsLaunchedFollowedAndCancelled() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        assertThat(get("/api/v1/backends").items("id")).contains("told");

        String run = launch("k-1");
        assertThat(launch("k-1")).isEqualTo(run);
        stories.start();
        told.last().reporter.log("Loading the model");
        told.last().reporter.log("Step 1");
        stories.steps(1, 4);

        assertThat(get(run).text("state")).isEqualTo("RUNNING");
        assertThat(get(run).text("characterSlug")).isEqualTo("ava");
        assertThat(get("/api/v1/runs").items("characterSlug")).containsExactly("ava");
        assertThat(get("/api/v1/queue").response().body()).contains("\"characterSlug\":\"ava\"");
        assertThat(get(run).body().path("settings").path("steps").asInt()).isEqualTo(10);
        assertThat(get(run + "/metrics?afterStep=2").items("step")).containsExactly("3", "4");
        assertThat(get("/api/v1/runs?character=ava&state=RUNNING").items("state"))
                .containsExactly("RUNNING");
        assertThat(get("/api/v1/runs?state=FAILED").items("state")).isEmpty();
        assertThat(get("/api/v1/queue").response().body()).contains("\"RUNNING\"");
        assertThat(get(run + "/log?limit=1").items("line")).containsExactly("Loading the model");
        assertThat(get(run + "/log?from=1").items("line")).containsExactly("Step 1");

        assertThat(post(run + "/cancel", "").text("state")).isEqualTo("CANCELLED");
        assertThat(post(run + "/cancel", "").status()).isEqualTo(409);
        assertThat(post(run + "/resume", "").text("state")).isEqualTo("QUEUED");
    }

    @Test
    void aRunThatIsOverIsArchivedAndRestored() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String run = launch("k-1");
        assertThat(post(run + "/archive", "").status()).as("it waits").isEqualTo(409);
        post(run + "/cancel", "");
        Reply read = get(run);
        assertThat(read.body().path("archived").asBoolean()).isFalse();

        Reply archived = post(run + "/archive", "", "If-Match", read.header("ETag"));
        assertThat(archived.status()).as(archived.response().body()).isEqualTo(200);
        assertThat(archived.body().path("archived").asBoolean()).isTrue();
        assertThat(get("/api/v1/runs").items("number")).isEmpty();
        assertThat(get("/api/v1/runs?archived=true").items("number")).containsExactly(read.text("number"));
        assertThat(post(run + "/restore", "", "If-Match", read.header("ETag")).status())
                .isEqualTo(412);

        assertThat(post(run + "/restore", "").body().path("archived").asBoolean())
                .isFalse();
        assertThat(get("/api/v1/runs").items("number")).containsExactly(read.text("number"));
        assertThat(jdbc.sql("select verb from audit_row").query(String.class).list())
                .contains("run.archived", "run.restored");
        token = tokenOf(mara, Set.of(TokenScope.READ));
        assertThat(post(run + "/archive", "").status()).isEqualTo(403);
    }

    @Test
    void aRunThatIsShorterThanThePresetsIntervalsHasOneAtItsEnd() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String shorter = "{\"backend\":\"told\",\"steps\":3,\"fewerPicturesConfirmed\":true}";

        Reply launched = post("/api/v1/characters/ava/runs", shorter);

        assertThat(launched.status()).as(launched.response().body()).isEqualTo(201);
        JsonNode settings = get(launched.header("Location")).body().path("settings");
        assertThat(settings.path("sampleEvery").asInt()).isEqualTo(3);
        assertThat(settings.path("saveEvery").asInt()).isEqualTo(3);
        Reply refused = post("/api/v1/characters/ava/runs", shorter.replace("}", ",\"sampleEvery\":4}"));
        assertThat(refused.text("field")).isEqualTo("sampleEvery");
    }

    @Test
    void theSameKeyOfAnotherTokenIsAnotherRun() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String run = launch("k-1");

        token = tokenOf(mara, USUAL);

        assertThat(launch("k-1")).isNotEqualTo(run);
    }

    @Test
    void aKeyThatIsADayOldLaunchesAnotherRun() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String run = launch("k-1");
        clock.advance(Duration.ofHours(25));

        assertThat(launch("k-1")).isNotEqualTo(run);
    }

    @Test
    void aLaunchWhoseAnswerWasLostWithItsServerGivesTheSameRun() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String run = launch("k-1");
        jdbc.sql("update api_answer set status = null, body = null").update();
        clock.advance(Duration.ofMinutes(16));

        assertThat(launch("k-1")).isEqualTo(run);
    }

    @Test
    void anEarlierRunAnswersNoRequestForAnotherOne() throws Exception {
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        UUID key = UUID.randomUUID();
        people.signIn(mara);
        runs.launch(new LaunchRequest(ava, "told", RunFixtures.settings(10, 1e-4), true, key, null));

        LaunchRequest other = new LaunchRequest(ava, "told", RunFixtures.settings(20, 1e-4), true, key, null);

        assertThatThrownBy(() -> runs.launch(other))
                .isInstanceOf(DomainException.Conflict.class)
                .hasMessageContaining("other settings");
    }

    @Test
    void anOptionThatTheBackendDoesNotHaveIsRefused() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");

        Reply refused = post(
                "/api/v1/characters/ava/runs",
                "{\"backend\":\"told\",\"fewerPicturesConfirmed\":true,\"options\":{\"maks\":\"none\"}}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("field")).isEqualTo("options");
    }

    @Test
    void aRunThatCostsMoneyNeedsTheMostThatItMayCost() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        people.signIn(people.admin("Ada"));
        fal.connect(FakeFal.KEY);
        String run = "{\"backend\":\"fal-flux-lora-fast-training\",\"fewerPicturesConfirmed\":true}";

        for (String tooLittle : List.of(run, run.replace("}", ",\"maximumCost\":0.01}"))) {
            Reply refused = post("/api/v1/characters/ava/runs", tooLittle);
            assertThat(refused.status()).as(refused.response().body()).isEqualTo(422);
            assertThat(refused.text("field")).isEqualTo("maximumCost");
        }
        assertThat(get("/api/v1/runs").items("number")).isEmpty();
        Reply agreed = post("/api/v1/characters/ava/runs", run.replace("}", ",\"maximumCost\":5}"));
        assertThat(agreed.status()).as(agreed.response().body()).isEqualTo(201);
    }

    @Test
    void anEstimateSaysWhatALaunchNeedsAndLaunchesNothing() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        people.signIn(people.admin("Ada"));
        fal.connect(FakeFal.KEY);
        String estimate = "/api/v1/characters/ava/runs/estimate";

        Reply free = post(estimate, "{\"backend\":\"told\",\"steps\":3}");
        assertThat(free.status()).as(free.response().body()).isEqualTo(200);
        assertThat(free.body().path("free").asBoolean()).isTrue();
        assertThat(free.body().has("obstacle"))
                .as("a backend that cannot be chosen is declined")
                .isFalse();
        assertThat(free.body().path("cost").isNull()).isTrue();
        assertThat(free.body().path("seconds").asInt()).isEqualTo(3);
        assertThat(free.body().path("pictures").asInt()).isOne();
        assertThat(free.body().path("settings").path("sampleEvery").asInt()).isEqualTo(3);
        Reply declined = post(estimate, "{\"backend\":\"told\",\"steps\":0}");
        assertThat(declined.status()).isEqualTo(422);
        assertThat(declined.text("field")).isEqualTo("steps");

        String run = "{\"backend\":\"fal-flux-lora-fast-training\",\"fewerPicturesConfirmed\":true}";
        Reply paid = post(estimate, run);
        assertThat(paid.body().path("free").asBoolean()).isFalse();
        String cost = paid.body().path("cost").asString();
        assertThat(get("/api/v1/runs").items("number")).isEmpty();
        assertThat(get("/api/v1/characters/ava/snapshots").items("id")).isEmpty();
        Reply launched = post("/api/v1/characters/ava/runs", run.replace("}", ",\"maximumCost\":" + cost + "}"));
        assertThat(launched.status()).as(launched.response().body()).isEqualTo(201);
    }

    @Test
    void aBackendSaysWhatItTakesAndWhatItCharges() throws Exception {
        people.signIn(people.admin("Ada"));
        fal.connect(FakeFal.KEY);

        JsonNode backends = get("/api/v1/backends").body().path("items");

        JsonNode free = named(backends, "told");
        assertThat(free.path("free").asBoolean()).isTrue();
        assertThat(free.path("price").isNull()).isTrue();
        assertThat(free.path("presets").path(0).path("steps").asInt()).isEqualTo(10);
        assertThat(free.path("options").path(0).path("name").asString()).isEqualTo("masks");
        assertThat(free.path("options").path(0).path("value").asString()).isEqualTo("face");
        assertThat(free.path("ignored").path(0).path("setting").asString()).isEqualTo("resolution");
        assertThat(free.path("limits")
                        .valueStream()
                        .filter(limit -> limit.path("setting").asString().equals("rank"))
                        .map(limit -> limit.path("most").asInt()))
                .as("its own limit, which is narrower than that of the product")
                .containsExactly(64);
        JsonNode paid = named(backends, "fal-flux-lora-fast-training");
        assertThat(paid.path("free").asBoolean()).isFalse();
        assertThat(paid.path("price").path("unit").asString()).isNotEmpty();
    }

    private static JsonNode named(JsonNode backends, String id) {
        return backends.valueStream()
                .filter(backend -> backend.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLogThatIsCutSaysWhereItContinues() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String run = launch("k-1");
        stories.start();
        List.of("one", "two", "three").forEach(told.last().reporter::log);
        stories.steps(1, 1);

        Reply first = get(run + "/log?limit=2");
        Reply rest = get(run + "/log?limit=2&cursor=" + first.text("next"));

        assertThat(first.items("line")).containsExactly("one", "two");
        assertThat(rest.items("line")).containsExactly("three");
        assertThat(rest.body().path("next").isNull()).isTrue();
        assertThat(get(run + "/log?from=1000000000").items("line")).isEmpty();
    }

    @Test
    void snapshotsComeInParts() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String confirmed = "{\"fewerPicturesConfirmed\":true}";
        post("/api/v1/characters/ava/snapshots", confirmed);
        String picture = get("/api/v1/characters/ava/pictures").items("id").getFirst();
        String caption = "/api/v1/pictures/" + picture + "/caption";
        put(
                caption,
                "{\"text\":\"ohwx woman, portrait\"}",
                "If-Match",
                get(caption).header("ETag"));
        post("/api/v1/characters/ava/snapshots", confirmed);

        Reply first = get("/api/v1/characters/ava/snapshots?limit=1");
        Reply rest = get("/api/v1/characters/ava/snapshots?limit=1&cursor=" + first.text("next"));

        assertThat(rest.items("id")).hasSize(1).doesNotContainAnyElementsOf(first.items("id"));
        assertThat(rest.body().path("next").isNull()).isTrue();
    }

    @Test
    void aStreamEndsWithTheTokenThatOpenedIt() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String run = launch("k-1");
        NewAccessToken reader = newToken(mara, Set.of(TokenScope.READ));
        try (HttpClient http = HttpClient.newHttpClient()) {
            BufferedReader lines = follow(http, run, reader.secret());
            people.signIn(mara);
            tokens.revoke(reader.id());

            assertThat(lines.lines()).noneMatch(line -> line.contains("CANCELLED"));
            assertThat(get(run, reader.secret()).status()).isEqualTo(401);
        }
    }

    @Test
    void aPersonFollowsAFewRunsAtOnce() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String run = launch("k-1");
        try (HttpClient http = HttpClient.newHttpClient()) {
            List<BufferedReader> open = new ArrayList<>();
            for (int stream = 0; stream < 10; stream++) {
                open.add(follow(http, run, token));
            }
            Reply refused = get(run + "/events");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("Retry-After")).isEqualTo("10");

            people.signIn(mara);
            post(run + "/cancel", "");
            assertThat(open)
                    .allSatisfy(lines -> assertThat(lines.lines()).anyMatch(line -> line.contains("CANCELLED")));
        }
    }

    @Test
    void theHeadOfAStreamIsNoStream() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String run = launch("k-1");
        for (int head = 0; head < 11; head++) {
            assertThat(send(request(run + "/events", token).method("HEAD", BodyPublishers.noBody()))
                            .status())
                    .isEqualTo(200);
        }
    }

    /** Up to the first line that it sends. */
    private BufferedReader follow(HttpClient http, String run, String secret) throws Exception {
        InputStream events = http.send(request(run + "/events", secret).build(), BodyHandlers.ofInputStream())
                .body();
        BufferedReader lines = new BufferedReader(new InputStreamReader(events, StandardCharsets.UTF_8));
        assertThat(lines.readLine()).isNotNull();
        return lines;
    }

    @Test
    void productionFilesHaveTheBudgetOfExports() throws Exception {
        character("Ava", "ohwx woman");
        String file = "/api/v1/characters/ava/production/miniature/file";
        for (int request = 0; request < 30; request++) {
            assertThat(get(file).status()).isEqualTo(404);
        }

        assertThat(get(file).status()).isEqualTo(429);
    }

    @Test
    void theListOfRunsContinuesBehindTheLastOne() throws Exception {
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        for (int run = 0; run < 3; run++) {
            stories.launch(ava, 10, 1e-4);
        }

        Reply first = get("/api/v1/runs?limit=2");
        Reply rest = get("/api/v1/runs?limit=2&cursor=" + first.text("next"));

        List<String> numbers = new ArrayList<>(first.items("number"));
        numbers.addAll(rest.items("number"));
        assertThat(numbers).doesNotHaveDuplicates().hasSize(3);
        assertThat(rest.body().path("next").isNull()).isTrue();
    }

    @Test
    void whatARunMakesIsReadInParts() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String run = launch("k-1");
        stories.start();
        stories.sample(0);
        stories.steps(1, 5);
        stories.sample(5);
        stories.checkpoint(5);

        Reply first = get(run + "/metrics?limit=2");
        assertThat(first.items("step")).containsExactly("1", "2");
        assertThat(first.header("Link")).contains("limit=2").contains("rel=\"next\"");
        Reply rest = get(run + "/metrics?limit=2&cursor=" + first.text("next"));
        assertThat(rest.items("step")).containsExactly("3", "4");
        assertThat(get(run + "/metrics?limit=2&afterStep=3").items("step")).containsExactly("4", "5");
        assertThat(get(run + "/metrics").items("step")).hasSize(5);

        Reply sample = get(run + "/samples?limit=1");
        assertThat(sample.items("step")).containsExactly("0");
        assertThat(sample.items("index")).containsExactly("0");
        Reply last = get(run + "/samples?limit=1&cursor=" + sample.text("next"));
        assertThat(last.items("step")).containsExactly("5");
        assertThat(last.body().path("next").isNull()).isTrue();
        assertThat(get("/api/v1/images/" + last.items("sha256").getFirst()).status())
                .isEqualTo(200);
        Reply checkpoints = get(run + "/checkpoints");
        assertThat(checkpoints.items("step")).containsExactly("5");
        assertThat(checkpoints.body().at("/items/0/loraSha256").isNull()).isTrue();
    }

    @Test
    void runsAreFoundByTheirTimesAndSorted() throws Exception {
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        String first = String.valueOf(stories.finished(ava, 10, 1e-4).number());
        Instant between = clock.instant().plusSeconds(30);
        clock.advance(Duration.ofMinutes(1));
        String second = String.valueOf(stories.finished(ava, 10, 1e-4).number());
        String waiting = String.valueOf(stories.launch(ava, 10, 1e-4).number());

        assertThat(get("/api/v1/runs?launchedAfter=" + between).items("number")).containsExactly(waiting, second);
        assertThat(get("/api/v1/runs?finishedAfter=" + between).items("number")).containsExactly(second);
        assertThat(get("/api/v1/runs?finishedAfter=%2B9000000-01-01T00:00:00Z").items("number"))
                .isEmpty();
        assertThat(get("/api/v1/runs?launchedAfter=-9000000-01-01T00:00:00Z").items("number"))
                .hasSize(3);
        assertThat(get("/api/v1/runs?launchedAfter=yesterday").status()).isEqualTo(400);
        assertThat(get("/api/v1/runs?sort=OLDEST").items("number")).containsExactly(first, second, waiting);
        for (String order : List.of("OLDEST", "LATEST_FINISHED", "LOWEST_LOSS")) {
            String list = "/api/v1/runs?limit=1&sort=" + order;
            List<String> inParts = new ArrayList<>();
            Reply part = get(list);
            while (!part.body().path("next").isNull()) {
                inParts.addAll(part.items("number"));
                part = get(list + "&cursor=" + part.text("next"));
            }
            inParts.addAll(part.items("number"));
            assertThat(inParts)
                    .as(order)
                    .isEqualTo(get("/api/v1/runs?sort=" + order).items("number"));
        }
        assertThat(get("/api/v1/runs?sort=LATEST_FINISHED").items("number")).containsExactly(second, first, waiting);
    }

    @Test
    void aRunOfAnotherCharacterIsNotRepeated() throws Exception {
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        characterWithAPicture("Bea", "sks woman");
        long number = stories.launch(ava, 10, 1e-4).number();

        Reply refused = post(
                "/api/v1/characters/bea/runs",
                "{\"backend\":\"told\",\"fewerPicturesConfirmed\":true,\"rerunOf\":" + number + "}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("field")).isEqualTo("rerunOf");
    }

    @Test
    void aStreamTellsStatesAndMetricsUntilTheRunIsOver() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String run = launch("k-1");
        stories.start();
        stories.steps(1, 2);
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> events =
                    http.send(request(run + "/events", token).build(), BodyHandlers.ofInputStream());
            SecurityHeaders.areIn(events);
            BufferedReader lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8));
            List<String> seen = new ArrayList<>();
            while (seen.stream().noneMatch(line -> line.contains("\"RUNNING\""))) {
                seen.add(lines.readLine());
            }
            assertThat(seen).contains("event:metric", "id:1-2", "event:state");
            people.signIn(mara);
            post(run + "/cancel", "");
            lines.lines().forEach(seen::add);
            assertThat(seen).anyMatch(line -> line.contains("\"CANCELLED\""));
        }
    }

    /** More than the curve of a page has. */
    @Test
    void whoJoinsLateGetsEveryPointThenTheState() throws Exception {
        String run = "/api/v1/runs/"
                + stories.launch(characterWithAPicture("Ava", "ohwx woman"), 3_000, 1e-4)
                        .number();
        stories.start();
        stories.steps(1, 2_500);
        post(run + "/cancel", "");

        List<String> seen = events(run, "0");
        assertThat(ids(seen)).containsExactlyElementsOf(steps(1, 1, 2_500));
        assertThat(seen.indexOf("event:state")).isGreaterThan(seen.indexOf("id:1-2500"));
        assertThat(ids(events(run, "700"))).containsExactlyElementsOf(steps(1, 701, 2_500));
        assertThat(ids(events(run, "1-2500"))).isEmpty();
    }

    @Test
    void whoComesBackAfterARunWasResumedGetsTheStepsThatAreMeasuredAgain() throws Exception {
        characterWithAPicture("Ava", "ohwx woman");
        String run = launch("k-1");
        stories.start();
        stories.steps(1, 2);
        stories.checkpoint(2);
        stories.steps(3, 8);
        post(run + "/cancel", "");
        assertThat(post(run + "/resume", "").status()).isEqualTo(200);
        stories.start();
        stories.steps(3, 9);
        post(run + "/cancel", "");

        for (String former : List.of("1-8", "1-3", "10")) {
            assertThat(ids(events(run, former))).as(former).containsExactlyElementsOf(steps(2, 1, 9));
        }
        assertThat(ids(events(run, "2-8"))).containsExactlyElementsOf(steps(2, 9, 9));
        assertThat(ids(events(run, "8"))).as("of no attempt").containsExactlyElementsOf(steps(2, 9, 9));
        for (String wrong : List.of("-1", "1-", "-", "1-2-3", "x", "9999999999")) {
            Reply refused = send(request(run + "/events", token).header("Last-Event-ID", wrong));
            assertThat(refused.status()).as(wrong).isEqualTo(400);
        }
    }

    /** All that a stream about a run that is over sends. */
    private List<String> events(String run, String lastEventId) throws Exception {
        Reply stream = send(request(run + "/events", token).header("Last-Event-ID", lastEventId));
        assertThat(stream.status()).isEqualTo(200);
        return stream.response().body().lines().toList();
    }

    private static List<String> ids(List<String> events) {
        return events.stream().filter(line -> line.startsWith("id:")).toList();
    }

    private static List<String> steps(int attempt, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(step -> "id:" + attempt + "-" + step)
                .toList();
    }

    @Test
    void aFinishedRunHasAVersionThatNoProgramSigns() throws Exception {
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        stories.finished(ava, 10, 1e-4);

        Reply versions = get("/api/v1/characters/ava/versions");
        assertThat(versions.items("state")).containsExactly("DRAFT");
        assertThat(versions.items("characterSlug")).containsExactly("ava");
        String version = "/api/v1/versions/" + versions.items("id").getFirst();
        assertThat(get(version).text("characterSlug")).isEqualTo("ava");
        assertThat(get(version).text("triggerWord")).isEqualTo("ohwx woman");
        assertThat(get(version + "/checklist").items("ticked")).isNotEmpty().containsOnly("false");
        assertThat(get(version + "/review").body().path("makers").get(0).asString())
                .isEqualTo("Mara");
        for (String action : List.of("sign-off", "approval")) {
            Reply refused = post(version + "/" + action, "");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text("detail")).contains("No program signs or approves");
        }
        assertThat(get(version).text("state")).isEqualTo("DRAFT");
        assertThat(get("/api/v1/characters/ava/production").items("id")).isEmpty();
        assertThat(get("/api/v1/characters/ava/production/miniature/file").status())
                .isEqualTo(404);
        assertThat(get(version + "/bundle").status()).isIn(409, 422);
    }

    @Test
    void runsAreComparedWithTheOneThatIsNamed() throws Exception {
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        long first = stories.finished(ava, 10, 1e-4).number();
        long second = stories.finished(ava, 10, 2e-4).number();
        String both = "/api/v1/runs/comparison?run=" + first + "&run=" + second;

        Reply compared = get(both + "&base=" + second);

        assertThat(compared.status()).as(compared.response().body()).isEqualTo(200);
        assertThat(compared.body().path("base").asLong()).isEqualTo(second);
        assertThat(compared.body().path("sameTask").asBoolean()).isTrue();
        JsonNode rate = row(compared, "Learning rate");
        assertThat(rate.at("/values/0/text").asString()).isEqualTo("1e-4");
        assertThat(rate.at("/values/0/number").asDouble()).isEqualTo(1e-4);
        assertThat(rate.at("/values/0/differs").asBoolean()).isTrue();
        assertThat(rate.at("/values/1/differs").asBoolean()).isFalse();
        assertThat(row(compared, "Rank").at("/values/0/differs").asBoolean()).isFalse();
        JsonNode samples = compared.body().path("samples");
        assertThat(samples.path("commonStep").asInt()).isEqualTo(10);
        assertThat(samples.at("/prompts/0/prompt").asString()).isEqualTo("ohwx woman, portrait");
        assertThat(samples.at("/prompts/0/pictures/0/0").asString()).hasSize(64);
        assertThat(compared.text("page")).endsWith("/compare?runs=" + first + "," + second);
        assertThat(get(both).body().path("base").asLong()).isEqualTo(first);
        assertThat(get("/api/v1/runs/comparison?run=" + first + "&run=").status())
                .isEqualTo(422);
        assertThat(get(both + "&run=4711").text("detail")).isEqualTo("There is no run 4711.");
        assertThat(get("/api/v1/runs/comparison").status()).isEqualTo(400);
    }

    private static JsonNode row(Reply compared, String label) {
        return compared.body()
                .path("rows")
                .valueStream()
                .filter(row -> row.path("label").asString().equals(label))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Tag("attack")
    void aLimitedTokenComparesOnlyRunsOfItsCharacters() throws Exception {
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        CharacterId bea = characterWithAPicture("Bea", "sks woman");
        long first = stories.finished(ava, 10, 1e-4).number();
        long second = stories.finished(ava, 10, 2e-4).number();
        long foreign = stories.finished(bea, 10, 1e-4).number();
        token = tokenOf(mara, Set.of(TokenScope.READ), ava);
        String own = "/api/v1/runs/comparison?run=" + first + "&run=" + second;

        assertThat(get(own).status()).isEqualTo(200);
        for (String other : List.of(
                own + "&run=" + foreign,
                "/api/v1/runs/comparison?run=" + foreign + "&run=" + first,
                "/api/v1/runs/comparison?run=" + first + "&run=" + second + "," + foreign)) {
            Reply refused = get(other);
            assertThat(refused.status()).as(other).isEqualTo(404);
            assertThat(refused.text("detail")).startsWith("Among the characters of this token");
        }
        assertThat(get("/api/v1/runs/comparison?character=ava&base=" + foreign).status())
                .isEqualTo(403);
    }

    @Test
    void aFileThatIsNoLoraIsAProblem() throws Exception {
        Reply refused = upload("/api/v1/passports", new byte[] {1, 2, 3});

        assertThat(refused.status()).isEqualTo(422);
    }

    private String launch(String key) throws Exception {
        Reply launched = post(
                "/api/v1/characters/ava/runs",
                "{\"backend\":\"told\",\"steps\":10,\"sampleEvery\":5,\"saveEvery\":5,\"fewerPicturesConfirmed\":true}",
                "Idempotency-Key",
                key);
        assertThat(launched.status()).as(launched.response().body()).isEqualTo(201);
        return launched.header("Location");
    }
}
