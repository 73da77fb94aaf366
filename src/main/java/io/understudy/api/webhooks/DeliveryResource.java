package io.understudy.api.webhooks;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.webhooks.DeliveryLine;
import io.understudy.webhooks.DeliveryState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to a webhook.
 *
 * @param id the webhook-id of the message
 * @param attempts since it was sent, or sent again
 * @param dueAt of the next attempt; null unless it waits
 * @param triedAt the last attempt; null before the first
 * @param status that the receiver answered last with; null where it answered nothing
 * @param answer what the receiver said, or what the problem was
 */
@Schema(name = "WebhookDelivery")
record DeliveryResource(
        UUID id,
        String type,
        String words,
        Instant happenedAt,
        DeliveryState state,
        int attempts,
        @Nullable Instant dueAt,
        @Nullable Instant triedAt,
        @Nullable Integer status,
        String answer) {
    static DeliveryResource of(DeliveryLine line) {
        return new DeliveryResource(
                line.event(),
                line.type(),
                line.words(),
                line.happenedAt(),
                line.state(),
                line.attempts(),
                line.dueAt(),
                line.triedAt(),
                line.status(),
                line.answer());
    }
}
