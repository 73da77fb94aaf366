package io.understudy.api.webhooks;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.identity.PublicUrl;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.PauseNote;
import io.understudy.webhooks.WebhookCard;
import io.understudy.webhooks.WebhookEvent;
import io.understudy.webhooks.WebhookFormat;
import io.understudy.webhooks.WebhookRoutes;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A webhook, without its secrets.
 *
 * @param address as far as it is no secret, with a fingerprint of the whole
 * @param events their types, such as run.succeeded
 * @param pausedAt null while messages are sent
 * @param pausedBy null while messages are sent
 * @param pauseReason null unless the server paused it
 * @param failingSince null unless the last message could not be delivered
 * @param formerSecretUntil until when messages carry the signature of a former secret, too; null when they do not
 * @param page address of its page in the browser
 */
@Schema(name = "Webhook")
record WebhookResource(
        UUID id,
        String name,
        String address,
        WebhookFormat format,
        List<String> events,
        @Nullable Instant pausedAt,
        @Nullable String pausedBy,
        @Nullable String pauseReason,
        @Nullable Instant failingSince,
        @Nullable Instant formerSecretUntil,
        String changedBy,
        Instant changedAt,
        String page) {
    static WebhookResource of(WebhookCard webhook, PublicUrl urls) {
        PauseNote pause = webhook.pause();
        return new WebhookResource(
                webhook.id().value(),
                webhook.name(),
                webhook.address(),
                webhook.format(),
                webhook.events().stream().sorted().map(WebhookEvent::type).toList(),
                pause == null ? null : pause.since(),
                pause == null ? null : pause.by(),
                pause == null || pause.reason().isEmpty() ? null : pause.reason(),
                webhook.failingSince(),
                webhook.formerSecretUntil(),
                webhook.changedBy(),
                webhook.changedAt(),
                urls.of(WebhookRoutes.of(webhook.id())));
    }

    /** @throws DomainException.RuleViolation in {@code events} */
    static Set<WebhookEvent> events(List<String> types) {
        Set<WebhookEvent> events = EnumSet.noneOf(WebhookEvent.class);
        types.forEach(type -> events.add(WebhookEvent.choices().stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .orElseThrow(() -> DomainException.RuleViolation.in(
                        "events",
                        "No event has the type “%s”. The types are %s."
                                .formatted(
                                        type,
                                        WebhookEvent.choices().stream()
                                                .map(WebhookEvent::type)
                                                .collect(Collectors.joining(", ")))))));
        return events;
    }
}
