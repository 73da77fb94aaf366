package io.understudy.webhooks;

import io.understudy.identity.AdminsOnly;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.webhooks.messages.WebhookSecrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where messages go, and which. */
@Service
@AdminsOnly
@Transactional(readOnly = true)
public class WebhookService {
    /** How long messages carry the signature of a former secret, too. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    private static final int MOST = 20;
    private static final int NAME_LENGTH = 60;

    private final Webhooks webhooks;
    private final DeliveryRepository deliveries;
    private final DeliveryQueries queries;
    private final WebhookSecrets secrets;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final Clock clock;

    WebhookService(
            Webhooks webhooks,
            DeliveryRepository deliveries,
            DeliveryQueries queries,
            WebhookSecrets secrets,
            CurrentActor actor,
            AuditEvents auditEvents,
            Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.queries = queries;
        this.secrets = secrets;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.clock = clock;
    }

    /** By name. */
    public List<WebhookCard> webhooks() {
        Map<WebhookId, Instant> failing = queries.failingSince();
        return webhooks.inOrder().stream()
                .map(webhook -> webhook.card(failing.get(webhook.id()), clock.instant()))
                .toList();
    }

    public WebhookCard webhook(WebhookId id) {
        return webhooks.findById(id.value())
                .orElseThrow(WebhookService::notFound)
                .card(queries.failingSince(id).orElse(null), clock.instant());
    }

    /** @throws RuleViolation in the field that breaks a rule; or when there are too many */
    @Transactional
    public NewSecret add(WebhookDraft draft) {
        if (webhooks.count() >= MOST) {
            throw new RuleViolation("There are " + MOST + " webhooks, which is the limit. Delete one first.");
        }
        WebhookDraft checked = checked(draft);
        WebhookAddress address = WebhookAddress.of(draft.address());
        Webhook webhook = saved(new Webhook(checked, address, actor.get(), clock.instant()));
        auditEvents.publish("webhook.added", webhook.subject(), webhook.described());
        secrets.keepAddress(webhook.id(), address.uri());
        return secrets.create(webhook.id());
    }

    /**
     * @param seen row version of the webhook that the form was filled from
     * @param draft without an address to keep the present one, which is never shown
     * @throws RuleViolation in the field that breaks a rule
     * @throws DomainException.Conflict when someone else changed it meanwhile
     */
    @Transactional
    public void change(WebhookId id, long seen, WebhookDraft draft) {
        Webhook webhook = locked(id, seen);
        Map<String, String> before = webhook.described();
        webhook.change(checked(draft), actor.get(), clock.instant());
        if (!draft.address().isBlank()) {
            WebhookAddress address = WebhookAddress.of(draft.address());
            webhook.moveTo(address);
            secrets.keepAddress(id, address.uri());
        }
        saved(webhook);
        auditEvents.publish("webhook.changed", webhook.subject(), before, webhook.described());
    }

    /**
     * Makes a new secret; for {@link #OVERLAP} messages carry the signatures of both, unless the former one is lost.
     *
     * @param seen row version of the webhook that was shown
     * @throws DomainException.Conflict when someone else changed it meanwhile
     */
    @Transactional
    public NewSecret rotateSecret(WebhookId id, long seen) {
        Webhook webhook = locked(id, seen);
        Instant now = clock.instant();
        Instant until = now.plus(OVERLAP);
        NewSecret secret = secrets.rotate(id, now, until);
        webhook.rotated(secret.formerCounts() ? until : null, actor.get(), now);
        auditEvents.publish("webhook.secret-rotated", webhook.subject());
        return secret;
    }

    /**
     * Nothing more is sent until it is resumed, and what happens meanwhile is never sent.
     *
     * @param seen row version of the webhook that was shown
     * @throws DomainException.Conflict when it is paused, or someone else changed it meanwhile
     */
    @Transactional
    public void pause(WebhookId id, long seen) {
        Webhook webhook = locked(id);
        if (webhook.isPaused()) {
            throw new DomainException.Conflict("This webhook is paused already.");
        }
        requireSeen(webhook, seen);
        webhook.pause("", actor.get(), clock.instant());
        auditEvents.publish("webhook.paused", webhook.subject());
    }

    /**
     * @param seen row version of the webhook that was shown
     * @throws DomainException.Conflict when it is not paused, or someone else changed it meanwhile
     */
    @Transactional
    public void resume(WebhookId id, long seen) {
        Webhook webhook = locked(id);
        if (!webhook.isPaused()) {
            throw new DomainException.Conflict("This webhook is no longer paused.");
        }
        requireSeen(webhook, seen);
        webhook.resume();
        deliveries.resume(id, clock.instant());
        auditEvents.publish("webhook.resumed", webhook.subject());
    }

    /**
     * Deletes a webhook with its secret and its log.
     *
     * @param seen row version of the webhook that was shown
     * @throws DomainException.Conflict when someone else changed it meanwhile
     */
    @Transactional
    public void remove(WebhookId id, long seen) {
        Webhook webhook = locked(id, seen);
        secrets.forget(id);
        deliveries.forget(id);
        webhooks.delete(webhook);
        auditEvents.publish("webhook.removed", webhook.subject(), webhook.described(), Map.of());
    }

    /** The address is checked where it is taken. */
    private WebhookDraft checked(WebhookDraft draft) {
        String name = draft.name().strip();
        if (name.isEmpty() || name.length() > NAME_LENGTH) {
            throw RuleViolation.in("name", "A name has 1 to " + NAME_LENGTH + " characters.");
        }
        if (draft.events().isEmpty() || draft.events().contains(WebhookEvent.TEST)) {
            throw RuleViolation.in("events", "Choose at least one event.");
        }
        return new WebhookDraft(name, draft.address(), draft.format(), draft.events());
    }

    /** @throws RuleViolation in {@code name} when another one has it */
    private Webhook saved(Webhook webhook) {
        if (webhooks.existsByNameIgnoreCaseAndIdNot(webhook.name(), webhook.getId())) {
            throw RuleViolation.in("name", "Another webhook has this name.");
        }
        try {
            return webhooks.saveAndFlush(webhook);
        } catch (DataIntegrityViolationException twice) {
            throw new DomainException.Conflict("Another webhook was given this name at the same moment.", twice);
        }
    }

    private Webhook locked(WebhookId id, long seen) {
        Webhook webhook = locked(id);
        requireSeen(webhook, seen);
        return webhook;
    }

    private Webhook locked(WebhookId id) {
        return webhooks.lockById(id.value()).orElseThrow(WebhookService::notFound);
    }

    private static void requireSeen(Webhook webhook, long seen) {
        if (webhook.rowVersion() != seen) {
            throw new DomainException.Conflict(
                    "Someone else changed this webhook first. Reload the page to see its current state.");
        }
    }

    private static DomainException.NotFound notFound() {
        return new DomainException.NotFound("There is no such webhook, or it was deleted.");
    }
}
