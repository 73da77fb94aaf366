package io.understudy.webhooks.messages;

import io.understudy.webhooks.WebhookEvent;
import io.understudy.webhooks.WebhookFormat;
import io.understudy.webhooks.WebhookId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message with what it takes to send it.
 *
 * @param words for chats
 * @param url of the page about it
 * @param data as JSON
 * @param attempts that failed before
 */
public record Delivery(
        UUID event,
        WebhookId webhook,
        String type,
        Instant happenedAt,
        String words,
        String url,
        String data,
        int attempts,
        URI address,
        WebhookFormat format,
        @Nullable Instant formerSecretUntil) {
    public boolean isTest() {
        return type.equals(WebhookEvent.TEST.type());
    }

    /** @param all the present secret first */
    List<SigningSecret> counting(List<SigningSecret> all, Instant now) {
        return formerSecretUntil != null && formerSecretUntil.isAfter(now)
                ? all
                : all.stream().limit(1).toList();
    }
}
