package io.understudy.providers.engines;

import io.understudy.identity.Role;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.Aggregate;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.PauseNote;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Entity
@Table(name = "engine")
class Engine extends Aggregate {
    private String backend;
    private String name;

    @Enumerated(EnumType.STRING)
    private EngineKind kind;

    @Convert(converter = Values.class)
    private Map<EngineField, String> settings;

    @Convert(converter = People.class)
    private Map<String, UUID> setBy;

    private String trainer;
    private String workFolder;
    private int mostAtOnce;
    private @Nullable BigDecimal pricePerGpuHour;

    @Enumerated(EnumType.STRING)
    private Role openTo;

    private @Nullable Instant pausedAt;
    private @Nullable String pausedByName;

    private @Nullable String pauseReason;

    private String changedByName;
    private Instant changedAt;

    @SuppressWarnings("NullAway.Init")
    protected Engine() {}

    @SuppressWarnings("NullAway.Init") // the rest is written by change
    Engine(EngineId id, EngineDraft draft, Actor by, Instant now) {
        super(id.value());
        this.backend = id.backend();
        this.kind = draft.kind();
        this.settings = Map.of();
        this.setBy = Map.of();
        this.trainer = "";
        change(draft, by, now);
    }

    final void change(EngineDraft draft, Actor by, Instant now) {
        this.name = draft.name();
        this.setBy = setBy(draft, by);
        this.settings = draft.values();
        this.trainer = draft.trainer();
        this.workFolder = draft.workFolder();
        this.mostAtOnce = draft.mostAtOnce();
        this.pricePerGpuHour = draft.pricePerGpuHour();
        this.openTo = draft.openTo();
        this.changedByName = by.name();
        this.changedAt = now;
    }

    private Map<String, UUID> setBy(EngineDraft draft, Actor by) {
        Map<String, UUID> people = new TreeMap<>(setBy);
        Stream.of(EngineField.values())
                .filter(EngineField::isOfResult)
                .filter(field ->
                        !Objects.equals(settings.get(field), draft.values().get(field)))
                .forEach(field -> people.put(field.property(), by.id()));
        if (!trainer.equals(draft.trainer())) {
            people.put("trainer", by.id());
        }
        return people;
    }

    /** The people whose word it is with which computer, program, model and arguments it trains. */
    Set<UUID> makers() {
        return Set.copyOf(setBy.values());
    }

    /**
     * The property that would have jobs looked for at another place; empty where all of them stay.
     *
     * @param sameMachine whether another address is no other place
     */
    Optional<String> firstMoved(EngineDraft draft, boolean sameMachine) {
        if (!workFolder.equals(draft.workFolder())) {
            return Optional.of("workFolder");
        }
        if (!trainer.equals(draft.trainer())) {
            return Optional.of("trainer");
        }
        return Stream.of(EngineField.values())
                .filter(EngineField::isOfPlace)
                .filter(field -> !sameMachine || !field.isOfAddress())
                .filter(field -> isMoved(field, draft))
                .map(EngineField::property)
                .findFirst();
    }

    /** A server that is added to others is no matter to what those have. */
    private boolean isMoved(EngineField field, EngineDraft draft) {
        return field == EngineField.MORE_ADDRESSES
                ? !servers(draft.values()).containsAll(servers(settings))
                : !Objects.equals(settings.get(field), draft.values().get(field));
    }

    /** Graphs know a server by the text of its address; of two texts that are one address, the first is used. */
    private static List<String> servers(Map<EngineField, String> values) {
        return new EngineSettings.Values(values)
                .moreAddresses().stream().distinct().map(URI::toString).toList();
    }

    void pause(String reason, Actor by, Instant now) {
        this.pausedAt = now;
        this.pausedByName = by.name();
        this.pauseReason = reason;
    }

    void resume() {
        this.pausedAt = null;
        this.pausedByName = null;
        this.pauseReason = null;
    }

    @Nullable
    PauseNote pause() {
        return pausedAt == null || pausedByName == null || pauseReason == null
                ? null
                : new PauseNote(pausedAt, pausedByName, pauseReason);
    }

    EngineId id() {
        return new EngineId(getId());
    }

    String backend() {
        return backend;
    }

    String name() {
        return name;
    }

    EngineKind kind() {
        return kind;
    }

    Map<EngineField, String> values() {
        return settings;
    }

    AuditEvent.Subject subject() {
        return new AuditEvent.Subject("engine", getId().toString(), name);
    }

    EngineChanged changed() {
        return new EngineChanged(id(), backend);
    }

    /** For the audit trail. */
    Map<String, String> described() {
        Map<String, String> words = new TreeMap<>();
        words.put("name", name);
        words.put("kind", kind.label());
        settings.forEach((field, value) -> words.put(field.property(), value));
        words.put("trainer", trainer);
        words.put("work folder", workFolder);
        words.put("most at once", Integer.toString(mostAtOnce));
        words.put("price per GPU hour", pricePerGpuHour == null ? "" : pricePerGpuHour.toPlainString());
        words.put("open to", openTo.label());
        words.values().removeIf(String::isEmpty);
        return words;
    }

    EngineConnection connection(EngineConnection.SecretReader secrets) {
        return new EngineConnection(
                id(),
                rowVersion(),
                backend,
                name,
                kind,
                EngineSettings.of(kind, settings),
                trainer,
                workFolder,
                mostAtOnce,
                pricePerGpuHour,
                openTo,
                pause(),
                secrets);
    }

    EngineCard card(Set<EngineField> secrets, EngineCard.@Nullable Check check) {
        return new EngineCard(
                id(),
                rowVersion(),
                backend,
                name,
                kind,
                settings,
                secrets,
                trainer,
                workFolder,
                mostAtOnce,
                pricePerGpuHour,
                openTo,
                pause(),
                changedByName,
                changedAt,
                check);
    }

    @Converter
    static class Values implements AttributeConverter<Map<EngineField, String>, String> {
        private static final TypeReference<TreeMap<EngineField, String>> TYPE = new TypeReference<>() {};

        @Override
        public String convertToDatabaseColumn(Map<EngineField, String> values) {
            return JsonMapper.shared().writeValueAsString(new TreeMap<>(values));
        }

        @Override
        public Map<EngineField, String> convertToEntityAttribute(String json) {
            return Map.copyOf(JsonMapper.shared().readValue(json, TYPE));
        }
    }

    @Converter
    static class People implements AttributeConverter<Map<String, UUID>, String> {
        private static final TypeReference<TreeMap<String, UUID>> TYPE = new TypeReference<>() {};

        @Override
        public String convertToDatabaseColumn(Map<String, UUID> people) {
            return JsonMapper.shared().writeValueAsString(new TreeMap<>(people));
        }

        @Override
        public Map<String, UUID> convertToEntityAttribute(String json) {
            return Map.copyOf(JsonMapper.shared().readValue(json, TYPE));
        }
    }
}
