package io.understudy.webhooks;

import io.understudy.platform.core.PauseNote;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A webhook for screens, without its secrets.
 *
 * @param address as far as it is no secret, with a fingerprint of the whole
 * @param pause null while messages are sent
 * @param failingSince null unless the last message could not be delivered
 * @param formerSecretUntil until when messages carry the signature of a former secret, too; null when they do not
 */
public record WebhookCard(
        WebhookId id,
        long rowVersion,
        String name,
        String address,
        WebhookFormat format,
        Set<WebhookEvent> events,
        @Nullable PauseNote pause,
        @Nullable Instant failingSince,
        @Nullable Instant formerSecretUntil,
        String changedBy,
        Instant changedAt) {}
