package io.understudy.webhooks;

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
        @Nullable Pause pause,
        @Nullable Instant failingSince,
        @Nullable Instant formerSecretUntil,
        String changedBy,
        Instant changedAt) {
    /** @param reason empty when a person paused it */
    public record Pause(String by, String reason) {
        public String words() {
            return by + " paused it" + (reason.isEmpty() ? "." : ": " + reason);
        }
    }
}
