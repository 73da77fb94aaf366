package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.generation.jobs.FakeGenerationBackend;
import io.understudy.generation.jobs.FakeGenerationConfiguration.FakeWorker;
import io.understudy.identity.access.TokenScope;
import io.understudy.lora.Strength;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackDraft;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackService;
import io.understudy.providers.fal.FakeFal;
import io.understudy.providers.fal.FalConnection;
import io.understudy.training.queue.RunFixtures;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class GenerationsTest extends ApiTest {
    private static final String RAIN =
            "{\"backend\":\"told\",\"prompt\":\"ohwx woman, rain\",\"seeds\":[7,42],\"steps\":20}";

    @Autowired
    FakeGenerationBackend drawing;

    @Autowired
    FakeWorker worker;

    @Autowired
    RunFixtures stories;

    @Autowired
    VersionService versions;

    @Autowired
    StackService stacks;

    @Autowired
    FalConnection fal;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void nothingIsGenerated() {
        stories.forget();
        worker.releaseAll();
        drawing.forget();
    }

    @Test
    void picturesAreAskedForFollowedAndListed() throws Exception {
        Reply started = post("/api/v1/generations", RAIN, "Idempotency-Key", "g-1");
        assertThat(started.status()).as(started.response().body()).isEqualTo(201);
        String address = started.header("Location");
        assertThat(side(started).path("state").asString()).isEqualTo("QUEUED");
        assertThat(started.body().path("steps").asInt()).isEqualTo(20);
        assertThat(started.body().path("width").asInt()).isEqualTo(1024);

        worker.fill();
        drawing.last().draw(1);
        Reply half = get(address);
        assertThat(half.body().path("over").asBoolean()).isFalse();
        assertThat(side(half).path("state").asString()).isEqualTo("RUNNING");
        assertThat(side(half).at("/pictures/0/sha256").isNull()).isTrue();
        assertThat(side(half).at("/pictures/1/seed").asLong()).isEqualTo(42);
        assertThat(side(half).at("/pictures/1/sha256").asString()).hasSize(64);

        drawing.last().draw(0);
        drawing.last().reporter.finished();
        Reply done = get(address);
        assertThat(done.body().path("over").asBoolean()).isTrue();
        assertThat(side(done).path("state").asString()).isEqualTo("SUCCEEDED");
        Reply listed = get("/api/v1/generations?text=rain");
        assertThat(listed.items("id")).containsExactly(done.text("id"));
        assertThat(listed.items("drawn")).containsExactly("2");
        assertThat(get("/api/v1/generations?text=snow").items("id")).isEmpty();
    }

    @Test
    void picturesThatAreNoLongerWantedAreCancelled() throws Exception {
        String address = post("/api/v1/generations", RAIN).header("Location");
        worker.fill();
        drawing.last().draw(1);

        Reply cancelled = post(address + "/cancel", "");

        assertThat(cancelled.status()).as(cancelled.response().body()).isEqualTo(200);
        assertThat(cancelled.body().path("over").asBoolean()).isTrue();
        assertThat(side(cancelled).path("state").asString()).isEqualTo("CANCELLED");
        assertThat(side(cancelled).at("/pictures/1/sha256").asString()).hasSize(64);
        assertThat(post(address + "/cancel", "").status()).isEqualTo(409);
    }

    @Test
    void aRequestWhoseAnswerWasLostWithItsServerGivesTheSamePictures() throws Exception {
        String first =
                post("/api/v1/generations", RAIN, "Idempotency-Key", "g-1").header("Location");
        jdbc.sql("update api_answer set status = null, body = null").update();
        clock.advance(Duration.ofMinutes(16));

        assertThat(post("/api/v1/generations", RAIN, "Idempotency-Key", "g-1").header("Location"))
                .isEqualTo(first);
        assertThat(get("/api/v1/generations").items("id")).hasSize(1);
        assertThat(post("/api/v1/generations", RAIN).header("Location")).isNotEqualTo(first);
    }

    @Test
    void theLorasOfAStackAreUsedWithTheirStrengths() throws Exception {
        CharacterId ava = characterWithAPicture("Ava", "ohwx woman");
        VersionId version = versions.ofRun(stories.finished(ava, 10, 1e-4).run())
                .orElseThrow()
                .id();
        UUID stack = stacks.create(new StackDraft(
                        "Ava",
                        "",
                        new StackPlan(List.of(new StackPlan.Layer(
                                StackRole.CHARACTER, Strength.of(0.9), new LoraRef.Version(version))))))
                .id()
                .value();

        Reply saved = post("/api/v1/generations", with("\"stack\":\"" + stack + "\""));
        Reply named = post(
                "/api/v1/generations", with("\"loras\":[{\"lora\":\"v-" + version.value() + "\",\"strength\":0.7}]"));

        assertThat(saved.status()).as(saved.response().body()).isEqualTo(201);
        assertThat(side(saved).path("stack").asString()).isEqualTo(stack.toString());
        assertThat(side(saved).at("/loras/0/fileName").asString()).isEqualTo("ava_v1_10steps.safetensors");
        assertThat(side(saved).at("/loras/0/strength").asDouble()).isEqualTo(0.9);
        assertThat(named.status()).as(named.response().body()).isEqualTo(201);
        assertThat(side(named).at("/loras/0/strength").asDouble()).isEqualTo(0.7);
    }

    @Test
    void anEmptyListOfSeedsIsAsIfItWereLeftOut() throws Exception {
        Reply started = post("/api/v1/generations", RAIN.replace("[7,42]", "[]"));

        assertThat(started.status()).as(started.response().body()).isEqualTo(201);
        assertThat(side(started).path("pictures").values())
                .extracting(picture -> picture.path("seed").asLong())
                .containsExactly(1L);
    }

    @Test
    void whatCannotBeGeneratedNamesTheField() throws Exception {
        Map<String, String> wrong = Map.of(
                RAIN.replace("told", "nowhere"), "backend",
                RAIN.replace("ohwx woman, rain", " "), "prompt",
                RAIN.replace("[7,42]", "[7,7]"), "seeds",
                RAIN.replace("\"steps\":20", "\"steps\":0"), "steps",
                with("\"loras\":[{\"lora\":\"v-1\",\"strength\":1}]"), "loras",
                with("\"loras\":[{\"lora\":\"v-" + UUID.randomUUID() + "\",\"strength\":3}]"), "loras",
                with("\"loras\":[{\"lora\":\"v-" + UUID.randomUUID() + "\",\"strength\":1}]"), "loras");
        for (Map.Entry<String, String> one : wrong.entrySet()) {
            Reply refused = post("/api/v1/generations", one.getKey());
            assertThat(refused.status()).as(one.getKey()).isEqualTo(422);
            assertThat(refused.text("field")).as(one.getKey()).isEqualTo(one.getValue());
        }
        assertThat(post("/api/v1/generations", with("\"stack\":\"" + UUID.randomUUID() + "\""))
                        .status())
                .isEqualTo(404);
        assertThat(get("/api/v1/generations").items("id")).isEmpty();
    }

    @Test
    @Tag("attack")
    void noProgramHasPicturesGeneratedForMoney() throws Exception {
        people.signIn(people.admin("Ada"));
        fal.connect(FakeFal.KEY);

        Reply backends = get("/api/v1/generation-backends");
        assertThat(backends.items("id")).contains("told", "fal-flux-lora");
        assertThat(backends.body()
                        .path("items")
                        .valueStream()
                        .filter(one -> one.path("id").asString().equals("fal-flux-lora")))
                .allMatch(one -> !one.path("free").asBoolean(true));

        Reply refused = post("/api/v1/generations", RAIN.replace("told", "fal-flux-lora"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("field")).isEqualTo("backend");
        assertThat(refused.text("detail")).contains("charges for pictures");
        assertThat(get("/api/v1/generations").items("id")).isEmpty();
    }

    @Test
    @Tag("attack")
    void picturesNeedATokenForAllCharactersAndTheScope() throws Exception {
        CharacterId ava = character("Ava", "ohwx woman");
        String address = post("/api/v1/generations", RAIN).header("Location");
        String limited = tokenOf(mara, Set.of(TokenScope.READ, TokenScope.TRAIN), ava);

        assertThat(get(address, limited).status()).isEqualTo(404);
        for (String closed :
                List.of("/api/v1/generations", "/api/v1/generations?character=ava", "/api/v1/generation-backends")) {
            assertThat(get(closed, limited).status()).as(closed).isEqualTo(403);
        }
        token = limited;
        assertThat(post("/api/v1/generations", RAIN).status()).isEqualTo(403);
        token = tokenOf(mara, Set.of(TokenScope.READ, TokenScope.WRITE));
        assertThat(post("/api/v1/generations", RAIN).text("detail")).contains("“train”");
    }

    private static String with(String property) {
        return RAIN.replace("\"steps\":20", property);
    }

    private static JsonNode side(Reply reply) {
        return reply.body().at("/sides/0");
    }
}
