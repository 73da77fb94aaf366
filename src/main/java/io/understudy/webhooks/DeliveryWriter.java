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
import io.understudy.webhooks.messages.DeliveryChanged;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the sender writes down. It locks the webhook first, as everything does that changes one: two that lock in another
 * order would wait for each other.
 */
@Component
@SystemOnly
@Transactional
class DeliveryWriter {
    /** How long a webhook that fails again and again is left alone each time. */
    static final Duration QUIET = Duration.ofMinutes(1);

    static final Duration MOST_PATIENCE = Duration.ofDays(3);

    private final DeliveryRepository deliveries;
    private final DeliveryQueries queries;
    private final Webhooks webhooks;
    private final InboxService inbox;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DeliveryWriter(
            DeliveryRepository deliveries,
            DeliveryQueries queries,
            Webhooks webhooks,
            InboxService inbox,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.deliveries = deliveries;
        this.queries = queries;
        this.webhooks = webhooks;
        this.inbox = inbox;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    public List<WebhookId> due() {
        return queries.due(clock.instant());
    }

    public Optional<Delivery> next(WebhookId webhook) {
        return queries.next(webhook, clock.instant());
    }

    public Optional<Delivery> waiting(DeliveryKey key) {
        return queries.waiting(key);
    }

    public void attempted(Delivery delivery, DeliveryAnswer answer) {
        webhooks.lockById(delivery.webhook().value()).ifPresent(webhook -> {
            events.publishEvent(new DeliveryChanged(delivery.webhook()));
            if (!answer.isDelivered()) {
                failed(webhook, delivery, answer, clock.instant());
            } else if (deliveries.delivered(delivery, answer, clock.instant())) {
                deliveries.answered(webhook.id());
            }
        });
    }

    private void failed(Webhook webhook, Delivery delivery, DeliveryAnswer answer, Instant now) {
        Optional<Duration> pause = answer.isGone() || delivery.isTest()
                ? Optional.empty()
                : RetrySchedule.after(delivery.attempts() + 1, delivery.event())
                        .map(planned -> longer(planned, answer.retryAfter()));
        if (!deliveries.failed(delivery, pause.map(now::plus).orElse(null), answer, now)) {
            return;
        }
        if (answer.isGone()) {
            pause(webhook, "The receiver answered 410 Gone, which asks for no further messages.", now);
        } else if (!delivery.isTest()) {
            Optional<Instant> since = queries.failingSince(webhook.id());
            Duration quiet = longer(since.isEmpty() ? RetrySchedule.FIRST : QUIET, answer.retryAfter());
            deliveries.failing(webhook.id(), now, now.plus(quiet));
            if (pause.isEmpty()
                    && since.filter(start -> !start.isAfter(now.minus(MOST_PATIENCE)))
                            .isPresent()) {
                pause(webhook, "No message could be delivered for three days.", now);
            }
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private void pause(Webhook webhook, String reason, Instant now) {
        if (webhook.isPaused()) {
            return;
        }
        webhook.pause(reason, Actor.SYSTEM, now);
        auditEvents.publish("webhook.paused", webhook.subject(), Map.of("reason", reason));
        inbox.sendToAll(
                Role.ADMIN,
                new Notice(
                        NoticeKind.PROBLEM,
                        "Webhook “" + webhook.name() + "” is paused",
                        reason + " Correct it, then resume it.",
                        WebhookRoutes.of(webhook.id())));
    }
}
