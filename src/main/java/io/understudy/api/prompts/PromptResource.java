package io.understudy.api.prompts;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.characters.CharacterId;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompts.templates.TemplateCard;
import io.understudy.prompts.templates.TemplateDetails;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.prompts.templates.TemplateOrigin;
import io.understudy.prompts.templates.TemplateSettings;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A prompt template of the library, as its latest version says it.
 *
 * @param text with slots such as {@code [scene]} and variables such as <code>{outfit}</code>
 * @param words that go into the slots unless other ones are given
 * @param character that it is written for; null for all of them
 * @param characterSlug as addresses name that character; null for all of them
 * @param guidance null where it is left to the tool, as the settings that follow
 * @param version number of that version, from 1
 * @param production number of the version that everyone should use; null while there is none
 * @param uses how often it was copied, exported, expanded or rendered
 * @param forkOf null unless it is a fork
 */
@Schema(name = "Prompt")
record PromptResource(
        UUID id,
        String name,
        String text,
        Words words,
        List<Variable> variables,
        @Nullable UUID character,
        @Nullable String characterSlug,
        List<Lora> loras,
        @Nullable Double guidance,
        @Nullable Integer steps,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Long seed,
        int version,
        @Nullable Integer production,
        List<String> tags,
        long uses,
        @Nullable Origin forkOf,
        String createdBy,
        Instant createdAt,
        String changedBy,
        Instant changedAt) {
    @Schema(name = "PromptWords")
    record Words(String scene, String lighting, String camera, String style) {}

    /** @param usual goes in unless other words are given; may be empty */
    @Schema(name = "PromptVariable")
    record Variable(String name, String usual, List<String> suggestions) {
        private static Variable of(PromptVariable variable) {
            return new Variable(variable.name(), variable.usual(), variable.suggestions());
        }
    }

    /** @param file its name without the ending; empty for what is in production of the character that is filled in */
    @Schema(name = "PromptLora")
    record Lora(StackRole role, String file, double strength) {
        private static Lora of(TemplateLora lora) {
            return new Lora(lora.role(), lora.file(), lora.strength().value());
        }
    }

    @Schema(name = "PromptOrigin")
    record Origin(UUID id, int version, String name) {}

    /** @param slugs of the characters that templates are written for */
    static PromptResource of(TemplateCard card, Function<CharacterId, String> slugs) {
        TemplateDetails details = card.details();
        TemplateDraft draft = details.draft();
        TemplateSettings settings = draft.settings();
        CharacterId character = settings.character();
        TemplateOrigin origin = details.origin();
        return new PromptResource(
                details.id().value(),
                draft.name(),
                draft.text(),
                new Words(draft.scene(), draft.lighting(), draft.camera(), draft.style()),
                draft.variables().stream().map(Variable::of).toList(),
                character == null ? null : character.value(),
                character == null ? null : slugs.apply(character),
                settings.loras().stream().map(Lora::of).toList(),
                settings.guidance(),
                settings.steps(),
                settings.width(),
                settings.height(),
                settings.seed(),
                details.number(),
                card.marks().production().orElse(null),
                card.marks().tags(),
                card.marks().uses(),
                origin == null ? null : new Origin(origin.id().value(), origin.number(), origin.name()),
                details.createdBy(),
                details.createdAt(),
                details.changedBy(),
                details.changedAt());
    }
}
