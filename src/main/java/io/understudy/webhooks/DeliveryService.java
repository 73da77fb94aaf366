package io.understudy.webhooks;

import io.understudy.identity.AdminsOnly;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.RunAs;
import io.understudy.platform.core.SystemOnly;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.ListPlace;
import io.understudy.platform.search.SearchText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The log of deliveries. */
@Service
@Transactional(readOnly = true)
public class DeliveryService {
    public static final Duration KEPT = Duration.ofDays(30);

    private static final int PAGE_SIZE = 25;

    private final DeliveryRepository deliveries;
    private final DeliveryQueries queries;
    private final Webhooks webhooks;
    private final EventWriter events;
    private final DeliveryWriter writer;
    private final DeliveryQueue queue;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DeliveryService(
            DeliveryRepository deliveries,
            DeliveryQueries queries,
            DeliveryWriter writer,
            Webhooks webhooks,
            EventWriter events,
            DeliveryQueue queue,
            CurrentActor actor,
            AuditEvents auditEvents,
            TransactionTemplate transaction,
            Clock clock) {
        this.deliveries = deliveries;
        this.queries = queries;
        this.writer = writer;
        this.webhooks = webhooks;
        this.events = events;
        this.queue = queue;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @param text of what happened, its type or the answer */
    @AdminsOnly
    public Page<DeliveryLine> log(WebhookId webhook, SearchText text, ListOrder order, int page) {
        PageRequest wanted = PageRequest.of(page, PAGE_SIZE);
        return new PageImpl<>(
                queries.page(webhook, text, order, wanted.getOffset(), PAGE_SIZE),
                wanted,
                queries.count(webhook, text));
    }

    /**
     * The log of a webhook, the latest first.
     *
     * @param states empty for all
     * @param after the place behind which it begins; null for the latest
     * @throws DomainException.NotFound when the webhook was deleted
     */
    @AdminsOnly
    public List<DeliveryLine> behind(
            WebhookId webhook, Set<DeliveryState> states, @Nullable ListPlace<Instant, UUID> after, int most) {
        if (!webhooks.existsById(webhook.value())) {
            throw notFound();
        }
        return queries.behind(
                webhook,
                states.isEmpty() ? EnumSet.allOf(DeliveryState.class) : states,
                after == null ? ListPlace.LATEST : after,
                most);
    }

    /** @throws DomainException.NotFound when the message is no longer kept */
    @AdminsOnly
    public DeliveryLine delivery(DeliveryKey key) {
        return queries.line(key).orElseThrow(DeliveryService::notFound);
    }

    /**
     * Sends a test at once and once only, whatever else waits. Blocks until the receiver has answered or its time is over:
     * never call it under a session's lock.
     *
     * @throws DomainException.Conflict when the webhook is paused
     */
    @AdminsOnly
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public DeliveryLine test(WebhookId id) {
        DeliveryKey key = transaction.execute(status -> {
            Webhook webhook = sending(id);
            auditEvents.publish("webhook.tested", webhook.subject());
            return events.writeTest(
                    id,
                    "Test of the webhook “" + webhook.name() + "” by "
                            + actor.get().name(),
                    WebhookRoutes.of(id));
        });
        RunAs.run(() -> writer.waiting(key).ifPresent(queue::send));
        return delivery(key);
    }

    /**
     * Sends a message again, as the same message: receivers that have it may pass over it.
     *
     * @throws DomainException.Conflict when the webhook is paused
     * @throws DomainException.NotFound when the message is no longer kept
     */
    @AdminsOnly
    @Transactional
    public void sendAgain(DeliveryKey key) {
        Webhook webhook = sending(key.webhook());
        if (!deliveries.sendAgain(key, clock.instant())) {
            throw notFound();
        }
        auditEvents.publish(
                "webhook.message-repeated",
                webhook.subject(),
                Map.of("message", key.event().toString()));
        queue.add(key.webhook());
    }

    @SystemOnly
    @Transactional
    public int forgetOld() {
        return deliveries.forgetBefore(clock.instant().minus(KEPT));
    }

    private Webhook sending(WebhookId id) {
        Webhook webhook = webhooks.lockById(id.value()).orElseThrow(DeliveryService::notFound);
        if (webhook.isPaused()) {
            throw new DomainException.Conflict("“" + webhook.name() + "” is paused. Resume it first.");
        }
        deliveries.endQuiet(id);
        return webhook;
    }

    private static DomainException.NotFound notFound() {
        return new DomainException.NotFound("This message or its webhook was deleted.");
    }
}
