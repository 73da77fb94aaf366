package io.understudy.webhooks;

import io.understudy.collaboration.inbox.InboxService;
import io.understudy.collaboration.inbox.Notice;
import io.understudy.collaboration.inbox.NoticeKind;
import io.understudy.identity.Role;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.SystemOnly;
import io.understudy.webhooks.messages.Delivery;
import io.understudy.webhooks.messages.DeliveryAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the sender writes down. */
@Component
@SystemOnly
@Transactional
class DeliveryWriter {
    static final Duration QUIET = Duration.ofMinutes(1);
    static final Duration MOST_PATIENCE = Duration.ofDays(3);

    private final DeliveryRepository deliveries;
    private final Webhooks webhooks;
    private final InboxService inbox;
    private final AuditEvents auditEvents;
    private final Clock clock;

    DeliveryWriter(
            DeliveryRepository deliveries,
            Webhooks webhooks,
            InboxService inbox,
            AuditEvents auditEvents,
            Clock clock) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.inbox = inbox;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    public List<DeliveryKey> due() {
        return deliveries.due(clock.instant());
    }

    public Optional<Delivery> due(DeliveryKey key) {
        return deliveries.due(key, clock.instant());
    }

    public void attempted(Delivery delivery, DeliveryAnswer answer) {
        Instant now = clock.instant();
        Optional<Duration> pause = answer.isDelivered() || answer.isGone() || delivery.isTest()
                ? Optional.empty()
                : RetrySchedule.after(delivery.attempts() + 1);
        DeliveryState state = answer.isDelivered()
                ? DeliveryState.DELIVERED
                : pause.isPresent() ? DeliveryState.WAITING : DeliveryState.FAILED;
        if (!deliveries.attempted(delivery, state, pause.map(now::plus).orElse(null), answer, now)) {
            return;
        }
        if (answer.isDelivered()) {
            deliveries.answered(delivery.webhook());
        } else if (answer.isGone()) {
            pause(delivery.webhook(), "The receiver answered 410 Gone, which asks for no further messages.", now);
        } else if (!delivery.isTest()) {
            deliveries.failed(delivery.webhook(), now, now.plus(QUIET));
            if (state == DeliveryState.FAILED && isHopeless(delivery.webhook(), now)) {
                pause(delivery.webhook(), "No message could be delivered for three days.", now);
            }
        }
    }

    private boolean isHopeless(WebhookId webhook, Instant now) {
        return deliveries
                .failingSince(webhook)
                .filter(since -> !since.isAfter(now.minus(MOST_PATIENCE)))
                .isPresent();
    }

    private void pause(WebhookId id, String reason, Instant now) {
        webhooks.lockById(id.value()).filter(webhook -> !webhook.isPaused()).ifPresent(webhook -> {
            webhook.pause(reason, Actor.SYSTEM, now);
            auditEvents.publish("webhook.paused", webhook.subject(), Map.of("reason", reason));
            inbox.sendToAll(
                    Role.ADMIN,
                    new Notice(
                            NoticeKind.PROBLEM,
                            "Webhook “" + webhook.name() + "” is paused",
                            reason + " Correct it, then resume it.",
                            WebhookRoutes.of(id)));
        });
    }
}
