package io.understudy.webhooks.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.webhooks.WebhookFormat;
import io.understudy.webhooks.WebhookId;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MessageBodyTest {
    private static JsonNode body(WebhookFormat format, String words) {
        return JsonMapper.shared()
                .readTree(MessageBody.of(new Delivery(
                        UUID.randomUUID(),
                        new WebhookId(UUID.randomUUID()),
                        "run.failed",
                        Instant.parse("2026-03-02T09:00:00Z"),
                        words,
                        "https://studio.example/runs/12",
                        "{\"run\":{\"number\":12}}",
                        0,
                        0,
                        format)));
    }

    @Test
    void theStandardBodyHasTypeVersionTimeAndData() {
        assertThat(body(WebhookFormat.STANDARD, "Run 12 failed").toString())
                .isEqualTo("{\"type\":\"run.failed\",\"version\":1,\"timestamp\":\"2026-03-02T09:00:00Z\","
                        + "\"data\":{\"run\":{\"number\":12}}}");
    }

    @Test
    void slackGetsASentenceWithALink() {
        assertThat(body(WebhookFormat.SLACK, "Run 12 failed: 3 < 5 & <!channel>")
                        .path("text")
                        .asString())
                .isEqualTo("Run 12 failed: 3 &lt; 5 &amp; &lt;!channel&gt; <https://studio.example/runs/12|Open>");
    }

    @Test
    void mattermostGetsASentenceInWhichNobodyIsCalledAndNothingIsMarkedUp() {
        assertThat(body(WebhookFormat.MATTERMOST, "Ava v2 was sent back: @channel **see** [this](https://x.example)")
                        .path("text")
                        .asString())
                .isEqualTo("Ava v2 was sent back: @\u200bchannel \\*\\*see\\*\\* \\[this\\]\\(https://x.example\\)"
                        + " [Open](https://studio.example/runs/12)");
    }
}
