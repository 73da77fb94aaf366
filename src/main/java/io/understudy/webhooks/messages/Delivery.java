package io.understudy.webhooks.messages;

import io.understudy.webhooks.WebhookEvent;
import io.understudy.webhooks.WebhookFormat;
import io.understudy.webhooks.WebhookId;
import java.time.Instant;
import java.util.UUID;

/**
 * A message to one webhook.
 *
 * @param words for chats
 * @param url of the page about it
 * @param data as JSON
 * @param generation how often a person has sent it again
 * @param attempts that failed before, in this generation
 */
public record Delivery(
        UUID event,
        WebhookId webhook,
        String type,
        Instant happenedAt,
        String words,
        String url,
        String data,
        int generation,
        int attempts,
        WebhookFormat format) {
    public boolean isTest() {
        return type.equals(WebhookEvent.TEST.type());
    }
}
