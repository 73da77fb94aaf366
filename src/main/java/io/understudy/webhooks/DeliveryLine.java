package io.understudy.webhooks;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the delivery log.
 *
 * @param attempts since it was sent, or sent again
 * @param dueAt of the next attempt, while it waits
 * @param triedAt last
 * @param status that the receiver answered last with; null where it answered nothing
 * @param answer what the receiver said, or what the problem was
 */
public record DeliveryLine(
        UUID event,
        String type,
        String words,
        Instant happenedAt,
        DeliveryState state,
        int attempts,
        @Nullable Instant dueAt,
        @Nullable Instant triedAt,
        @Nullable Integer status,
        String answer) {}
