package io.understudy.prompts.templates.library;

import io.understudy.characters.CharacterId;
import io.understudy.identity.AccountId;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.DeletableAggregate;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompts.templates.PromptId;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.prompts.templates.TemplateOrigin;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A template as its latest version says it; the versions themselves are rows that never change. Deleted ones stay, so
 * that deleting can be taken back.
 */
@Entity
@Table(name = "prompt_template")
class PromptTemplate extends DeletableAggregate {
    private static final int MAX_SEARCH_TEXT = 8000;

    private String name;
    private String text;
    private String scene;
    private String lighting;
    private String camera;
    private String style;
    private String variables;
    private String settings;
    private @Nullable UUID characterId;
    private int head;
    private @Nullable UUID originId;
    private @Nullable Integer originNumber;
    private @Nullable String originName;
    private String searchText;
    private @Nullable UUID createdBy;
    private String createdByName;
    private Instant createdAt;
    private String changedByName;
    private Instant changedAt;

    @SuppressWarnings("NullAway.Init")
    protected PromptTemplate() {}

    /** @param draft checked by {@link DraftRules} */
    @SuppressWarnings("NullAway.Init") // the words are written by rewrite
    PromptTemplate(TemplateDraft draft, @Nullable TemplateOrigin origin, Actor by, Instant now) {
        super(UUID.randomUUID());
        this.createdBy = by.id();
        this.createdByName = by.name();
        this.createdAt = now;
        if (origin != null) {
            this.originId = origin.id().value();
            this.originNumber = origin.number();
            this.originName = origin.name();
        }
        rewrite(draft, by, now);
    }

    final void rewrite(TemplateDraft draft, Actor by, Instant now) {
        this.name = draft.name();
        this.text = draft.text();
        this.scene = draft.scene();
        this.lighting = draft.lighting();
        this.camera = draft.camera();
        this.style = draft.style();
        this.variables = TemplateJson.of(draft.variables());
        this.settings = TemplateJson.of(draft.settings());
        CharacterId character = draft.settings().character();
        this.characterId = character == null ? null : character.value();
        this.searchText = searchText(draft);
        this.changedByName = by.name();
        this.changedAt = now;
        this.head++;
    }

    private static String searchText(TemplateDraft draft) {
        String all = Stream.of(
                        Stream.of(draft.name(), draft.text()),
                        draft.words().values().stream(),
                        draft.variables().stream().map(PromptVariable::usual),
                        draft.variables().stream().flatMap(variable -> variable.suggestions().stream()),
                        draft.settings().loras().stream().map(TemplateLora::file))
                .flatMap(words -> words)
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
        return all.substring(0, Math.min(all.length(), MAX_SEARCH_TEXT));
    }

    PromptId id() {
        return new PromptId(getId());
    }

    String name() {
        return name;
    }

    Optional<AccountId> creator() {
        return Optional.ofNullable(createdBy).map(AccountId::new);
    }

    int head() {
        return head;
    }

    String changedByName() {
        return changedByName;
    }

    TemplateDraft asDraft() {
        return TemplateJson.draft(name, text, scene, lighting, camera, style, variables, settings);
    }

    TemplateDetails asDetails() {
        return new TemplateDetails(
                id(), asDraft(), head, origin(), createdByName, createdAt, changedByName, changedAt, rowVersion());
    }

    private @Nullable TemplateOrigin origin() {
        return originId == null || originNumber == null || originName == null
                ? null
                : new TemplateOrigin(new PromptId(originId), originNumber, originName);
    }
}
