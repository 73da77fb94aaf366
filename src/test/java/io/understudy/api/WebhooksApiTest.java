package io.understudy.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.TokenScope;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.webhooks.FakeReceiver;
import io.understudy.webhooks.WebhookId;
import io.understudy.webhooks.WebhookNetworks;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/** Webhooks as a program of an admin manages them. */
class WebhooksApiTest extends ApiTest {
    private static final String ALL = "/api/v1/webhooks";

    @Autowired
    WebhookNetworks networks;

    @Autowired
    BackgroundQueue<WebhookId> queue;

    @Autowired
    JdbcClient jdbc;

    private final FakeReceiver receiver = new FakeReceiver();
    private SignedInPerson ada;

    @BeforeEach
    void anAdminHasAToken() {
        ada = people.signIn(people.admin("Ada"));
        networks.change("127.0.0.0/8");
        token = tokenOf(ada, Set.of(TokenScope.WEBHOOKS));
    }

    @AfterEach
    void stop() throws Exception {
        receiver.close();
        queue.settled().get(1, TimeUnit.MINUTES);
    }

    private String webhook(String name, String events) {
        return "{\"name\":\"%s\",\"address\":\"%s\",\"events\":[%s]}".formatted(name, receiver.address(), events);
    }

    private String added() throws Exception {
        Reply added = post(ALL, webhook("Pipeline", "\"run.failed\""));
        assertThat(added.status()).as(added.response().body()).isEqualTo(201);
        return added.header("Location");
    }

    @Test
    void aWebhookIsAddedReadChangedAndDeletedAsItWasRead() throws Exception {
        String address = added();

        Reply read = get(address);
        assertThat(read.text("address")).startsWith("http://127.0.0.1").doesNotContain("/hook");
        assertThat(read.text("format")).isEqualTo("STANDARD");
        assertThat(get(ALL).items("name")).containsExactly("Pipeline");
        String change = "{\"name\":\"Night\",\"events\":[\"version.approved\",\"run.failed\"]}";
        assertThat(put(address, change).status()).isEqualTo(428);
        Reply changed = put(address, change, "If-Match", read.header("ETag"));
        assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
        assertThat(changed.text("name")).isEqualTo("Night");
        assertThat(changed.text("address")).as("is kept").isEqualTo(read.text("address"));
        assertThat(changed.body().path("events").toString()).isEqualTo("[\"run.failed\",\"version.approved\"]");
        assertThat(put(address, change, "If-Match", read.header("ETag")).status())
                .isEqualTo(412);

        ObjectNode sent = ((ObjectNode) changed.body().deepCopy()).retain("name", "address", "format", "events");
        changed = put(address, sent.toString(), "If-Match", changed.header("ETag"));
        assertThat(changed.status()).as(changed.response().body()).isEqualTo(200);
        assertThat(changed.text("address")).as("sent as it was read").isEqualTo(read.text("address"));

        assertThat(delete(address, read.header("ETag"))).isEqualTo(412);
        assertThat(delete(address, changed.header("ETag"))).isEqualTo(204);
        assertThat(get(address).status()).isEqualTo(404);
        assertThat(get(address + "/deliveries").status()).isEqualTo(404);
        assertThat(jdbc.sql("select verb from audit_row").query(String.class).list())
                .contains("webhook.added", "webhook.changed", "webhook.removed");
    }

    private int delete(String address, String revision) throws Exception {
        return send(request(address, token).header("If-Match", revision).DELETE())
                .status();
    }

    @Test
    void whatIsWrongIsNamed() throws Exception {
        added();

        assertThat(post(ALL, webhook("Pipeline", "\"run.failed\"")).text("field"))
                .isEqualTo("name");
        for (String events : List.of("", "\"run.exploded\"", "\"webhook.test\"")) {
            assertThat(post(ALL, webhook("Other", events)).text("field"))
                    .as(events)
                    .isEqualTo("events");
        }
        assertThat(post(ALL, webhook("Other", "\"run.failed\"").replace("http:", "ftp:"))
                        .text("field"))
                .isEqualTo("address");
        assertThat(get(ALL + "/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    @Tag("attack")
    void aSecretIsShownOnceAndKeptNowhereInTheClear() throws Exception {
        Reply added = post(ALL, webhook("Pipeline", "\"run.failed\""), "Idempotency-Key", "w-1");
        String secret = added.text("secret");
        assertThat(secret).startsWith("whsec_");
        assertThat(post(ALL, webhook("Pipeline", "\"run.failed\""), "Idempotency-Key", "w-1")
                        .text("type"))
                .isEqualTo("urn:understudy:problem:answer-not-kept");
        String address = added.header("Location");

        Reply rotated = post(address + "/secret", "", "Idempotency-Key", "w-2");

        assertThat(rotated.status()).as(rotated.response().body()).isEqualTo(200);
        assertThat(rotated.text("secret")).startsWith("whsec_").isNotEqualTo(secret);
        assertThat(rotated.body().at("/webhook/formerSecretUntil").isNull()).isFalse();
        assertThat(get(address).response().body()).doesNotContain("whsec_");
        assertThat(jdbc.sql("select count(*) from api_answer where body is not null")
                        .query(Long.class)
                        .single())
                .isZero();
        Reply slack = post(ALL, webhook("Chat", "\"run.failed\"").replace("\"name\"", "\"format\":\"SLACK\",\"name\""));
        assertThat(slack.body().path("secret").isNull()).isTrue();
        assertThat(post(slack.header("Location") + "/secret", "").status()).isEqualTo(409);
    }

    @Test
    @Tag("twice")
    void aTestIsSentAndAMessageSentAgain() throws Exception {
        String address = added();
        receiver.answers(500);

        Reply failed = post(address + "/test", "");
        assertThat(failed.text("state")).isEqualTo("FAILED");
        assertThat(failed.body().path("status").asInt()).isEqualTo(500);
        String first = receiver.awaitMessage().id();
        assertThat(post(address + "/test", "").text("state")).isEqualTo("DELIVERED");
        receiver.awaitMessage();

        Reply latest = get(address + "/deliveries?limit=1");
        Reply earlier = get(address + "/deliveries?limit=1&cursor=" + latest.text("next"));
        assertThat(List.of(latest.items("id").getFirst(), earlier.items("id").getFirst()))
                .doesNotHaveDuplicates()
                .contains(failed.text("id"));
        assertThat(earlier.body().path("next").isNull()).isTrue();
        assertThat(get(address + "/deliveries?state=FAILED").items("id")).containsExactly(failed.text("id"));

        String message = address + "/deliveries/" + failed.text("id");
        assertThat(post(message + "/send-again", "").status()).isEqualTo(200);
        assertThat(receiver.awaitMessage().id()).isEqualTo(first);
        queue.settled().get(1, TimeUnit.MINUTES);
        assertThat(get(message).text("state")).isEqualTo("DELIVERED");
    }

    @Test
    void aPausedWebhookIsSentNothing() throws Exception {
        String address = added();

        Reply paused = post(address + "/pause", "");
        assertThat(paused.text("pausedBy")).isEqualTo("Ada via pipeline");
        assertThat(post(address + "/pause", "").status()).isEqualTo(409);
        assertThat(post(address + "/test", "").status()).isEqualTo(409);
        assertThat(post(address + "/resume", "", "If-Match", "\"other\"").status())
                .isEqualTo(412);

        assertThat(post(address + "/resume", "").body().path("pausedAt").isNull())
                .isTrue();
    }

    @Test
    @Tag("attack")
    void onlyATokenOfAnAdminForThisManagesWebhooks() throws Exception {
        String address = added();
        String admins = token;
        token = tokenOf(mara, USUAL);
        assertThat(get(ALL).status()).isEqualTo(403);
        assertThat(post(address + "/pause", "").status()).isEqualTo(403);
        assertThat(new Session("mara@example.org").post(address + "/pause", "").statusCode())
                .as("Mara is a member")
                .isEqualTo(403);
        assertThat(get("/api/v1/characters", admins).status()).isEqualTo(403);
        assertThat(get("/api/v1/audit", admins).status()).isEqualTo(403);

        jdbc.sql("update account set role = 'MEMBER' where id = ?")
                .param(ada.accountId())
                .update();
        assertThat(get(ALL, admins).status()).isEqualTo(403);
    }
}
