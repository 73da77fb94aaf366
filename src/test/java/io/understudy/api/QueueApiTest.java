package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.characters.CharacterId;
import io.understudy.identity.access.TokenScope;
import io.understudy.training.queue.RunFixtures;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class QueueApiTest extends ApiTest {
    private static final String TOLD = "/api/v1/queue/told";

    @Autowired
    RunFixtures stories;

    @Autowired
    JdbcClient jdbc;

    private CharacterId ava;
    private long first;
    private long second;
    private long third;

    @BeforeEach
    void threeRunsWait() {
        stories.forget();
        ava = characterWithAPicture("Ava", "ohwx woman");
        first = stories.launch(ava, 10, 1e-4).number();
        second = stories.launch(ava, 10, 2e-4).number();
        third = stories.launch(ava, 10, 3e-4).number();
        token = tokenOf(people.admin("Ada"), Set.of(TokenScope.QUEUE));
    }

    @Test
    void aWaitingRunIsMoved() throws Exception {
        assertThat(waiting(told())).containsExactly(first, second, third);

        Reply moved = post(run(third) + "/move", "{\"move\":\"FIRST\"}", "Idempotency-Key", "q-1");
        assertThat(moved.status()).as(moved.response().body()).isEqualTo(200);
        assertThat(waiting(moved.body())).containsExactly(third, first, second);
        assertThat(post(run(third) + "/move", "{\"move\":\"FIRST\"}", "Idempotency-Key", "q-1")
                        .header("Idempotent-Replayed"))
                .isEqualTo("true");
        assertThat(waiting(post(run(second) + "/move", "{\"move\":\"UP\"}").body()))
                .containsExactly(third, second, first);
        assertThat(waiting(post(run(third) + "/move", "{\"move\":\"DOWN\"}").body()))
                .containsExactly(second, third, first);

        assertThat(post(run(third) + "/move", "{\"move\":\"LAST\"}").text("field"))
                .isEqualTo("move");
        assertThat(post("/api/v1/runs/9999/move", "{\"move\":\"UP\"}").status()).isEqualTo(404);
        people.signIn(mara);
        stories.start();
        assertThat(post(run(second) + "/move", "{\"move\":\"UP\"}").status())
                .as("it has started")
                .isEqualTo(409);
        assertThat(verbs()).contains("run.moved");
    }

    @Test
    void aBackendIsPausedAndResumed() throws Exception {
        Reply paused = post(TOLD + "/pause", "{\"reason\":\"The GPU is too hot.\"}");
        assertThat(paused.status()).as(paused.response().body()).isEqualTo(200);
        assertThat(paused.body().path("paused").asBoolean()).isTrue();
        assertThat(paused.text("pausedBy")).startsWith("Ada");
        assertThat(paused.text("pauseReason")).isEqualTo("The GPU is too hot.");
        assertThat(post(TOLD + "/pause", "{}").status()).isEqualTo(409);
        people.signIn(mara);
        stories.start();
        assertThat(waiting(told())).containsExactly(first, second, third);

        Reply resumed = post(TOLD + "/resume", "");
        assertThat(resumed.body().path("paused").asBoolean()).isFalse();
        assertThat(resumed.body().path("pausedBy").isNull()).isTrue();
        assertThat(post(TOLD + "/resume", "").status()).isEqualTo(409);
        Reply tooLong = post(TOLD + "/pause", "{\"reason\":\"" + "x".repeat(201) + "\"}");
        assertThat(tooLong.status()).isEqualTo(422);
        assertThat(tooLong.text("field")).isEqualTo("reason");
        assertThat(post("/api/v1/queue/none/pause", "{}").status()).isEqualTo(404);
        assertThat(verbs()).contains("queue.paused", "queue.resumed");
    }

    @Test
    void itIsSaidHowManyRunsAreWorkedOnAtOnce() throws Exception {
        Reply changed = put(TOLD + "/concurrency", "{\"concurrency\":2}");
        assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
        assertThat(changed.body().path("concurrency").asInt()).isEqualTo(2);
        assertThat(told().path("concurrency").asInt()).isEqualTo(2);
        for (String wrong : List.of("{\"concurrency\":0}", "{\"concurrency\":65}", "{}")) {
            Reply refused = put(TOLD + "/concurrency", wrong);
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.text("field")).isEqualTo("concurrency");
        }
        assertThat(verbs()).contains("queue.concurrency-changed");
    }

    @Test
    @Tag("attack")
    void onlyATokenOfAnAdminWithThisScopeManagesTheQueue() throws Exception {
        for (String other : List.of(
                tokenOf(mara, USUAL),
                tokenOf(people.admin("Ines"), USUAL),
                tokenOf(people.admin("Ines"), Set.of(TokenScope.WEBHOOKS)))) {
            token = other;
            assertThat(post(TOLD + "/pause", "{}").status()).isEqualTo(403);
            assertThat(post(TOLD + "/resume", "").status()).isEqualTo(403);
            assertThat(put(TOLD + "/concurrency", "{\"concurrency\":2}").status())
                    .isEqualTo(403);
            assertThat(post(run(third) + "/move", "{\"move\":\"FIRST\"}").status())
                    .isEqualTo(403);
        }
        token = tokenOf(people.admin("Ada"), Set.of(TokenScope.QUEUE), ava);
        assertThat(post(TOLD + "/pause", "{}").status())
                .as("limited to a character")
                .isEqualTo(404);
        Reply moved = post(run(third) + "/move", "{\"move\":\"FIRST\"}");
        assertThat(moved.status()).as("runs of others wait there, too").isEqualTo(404);
        assertThat(moved.body().has("waiting")).isFalse();
        token = tokenOf(people.admin("Ada"), Set.of(TokenScope.QUEUE));
        assertThat(get("/api/v1/runs").status()).as("it reads the queue only").isEqualTo(403);
        assertThat(waiting(told())).containsExactly(first, second, third);
        assertThat(get("/api/v1/characters/" + UUID.randomUUID()).status()).isEqualTo(403);
    }

    private static String run(long number) {
        return "/api/v1/runs/" + number;
    }

    private JsonNode told() throws Exception {
        return get("/api/v1/queue")
                .body()
                .path("items")
                .valueStream()
                .filter(queue -> queue.path("backend").asString().equals("told"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> waiting(JsonNode queue) {
        return queue.path("waiting")
                .valueStream()
                .map(run -> run.at("/run/number").asLong())
                .toList();
    }

    private List<String> verbs() {
        return jdbc.sql("select verb from audit_row").query(String.class).list();
    }
}
