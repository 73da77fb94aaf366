package io.understudy.webhooks;

import io.understudy.platform.core.Actor;
import io.understudy.platform.core.Aggregate;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.PauseNote;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Entity
class Webhook extends Aggregate {
    @Embeddable
    record Pause(Instant pausedAt, String pausedByName, String pauseReason) {}

    private String name;
    private String origin;
    private String fingerprint;

    @Enumerated(EnumType.STRING)
    private WebhookFormat format;

    @Convert(converter = Types.class)
    private Set<WebhookEvent> eventTypes;

    @Embedded
    private @Nullable Pause pause;

    private @Nullable Instant formerSecretUntil;
    private String changedByName;
    private Instant changedAt;

    @SuppressWarnings("NullAway.Init")
    protected Webhook() {}

    @SuppressWarnings("NullAway.Init") // written by change
    Webhook(WebhookDraft draft, WebhookAddress address, Actor by, Instant now) {
        super(UUID.randomUUID());
        change(draft, by, now);
        moveTo(address);
    }

    /** Everything but the address. */
    final void change(WebhookDraft draft, Actor by, Instant now) {
        this.name = draft.name();
        this.format = draft.format();
        this.eventTypes = draft.events();
        this.changedByName = by.name();
        this.changedAt = now;
    }

    final void moveTo(WebhookAddress address) {
        this.origin = address.origin();
        this.fingerprint = address.fingerprint();
    }

    /** @param reason empty when a person pauses it */
    void pause(String reason, Actor by, Instant now) {
        this.pause = new Pause(now, by.name(), reason);
    }

    void resume() {
        this.pause = null;
    }

    boolean isPaused() {
        return pause != null;
    }

    /** @param until when the former secret counts; null where it is lost */
    void rotated(@Nullable Instant until, Actor by, Instant now) {
        this.formerSecretUntil = until;
        this.changedByName = by.name();
        this.changedAt = now;
    }

    WebhookId id() {
        return new WebhookId(getId());
    }

    String name() {
        return name;
    }

    AuditEvent.Subject subject() {
        return new AuditEvent.Subject("webhook", getId().toString(), name);
    }

    /** For the audit trail. */
    Map<String, String> described() {
        return Map.of(
                "name",
                name,
                "address",
                shownAddress(),
                "format",
                format.label(),
                "events",
                String.join(", ", Types.words(eventTypes)));
    }

    private String shownAddress() {
        return origin + ", fingerprint " + fingerprint;
    }

    /** @param now says whether the former secret still counts */
    WebhookCard card(@Nullable Instant failingSince, Instant now) {
        return new WebhookCard(
                id(),
                rowVersion(),
                name,
                shownAddress(),
                format,
                eventTypes,
                pause == null ? null : new PauseNote(pause.pausedAt(), pause.pausedByName(), pause.pauseReason()),
                failingSince,
                formerSecretUntil != null && formerSecretUntil.isAfter(now) ? formerSecretUntil : null,
                changedByName,
                changedAt);
    }

    @Converter
    static class Types implements AttributeConverter<Set<WebhookEvent>, String> {
        private static final JsonMapper JSON = JsonMapper.shared();

        static List<String> words(Set<WebhookEvent> events) {
            return new TreeSet<>(events).stream().map(WebhookEvent::type).toList();
        }

        @Override
        public String convertToDatabaseColumn(Set<WebhookEvent> events) {
            return JSON.writeValueAsString(words(events));
        }

        @Override
        public Set<WebhookEvent> convertToEntityAttribute(String column) {
            List<String> types = JSON.readValue(column, new TypeReference<List<String>>() {});
            return Arrays.stream(WebhookEvent.values())
                    .filter(event -> types.contains(event.type()))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}
