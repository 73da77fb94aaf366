package io.understudy.api.prompts;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.characters.CharacterId;
import io.understudy.lora.Strength;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.language.PromptVariable;
import io.understudy.prompts.templates.TemplateDraft;
import io.understudy.prompts.templates.TemplateLora;
import io.understudy.prompts.templates.TemplateSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A prompt template as it is to be. What is left out is empty, or left to the tool.
 *
 * @param text with slots such as {@code [scene]} and variables such as <code>{outfit}</code>
 * @param words that go into the slots unless other ones are given
 * @param variables usual words and suggestions for those in the text
 * @param characterSlug as addresses name the one that it is written for; left out for all of them
 * @param message what was changed and why; a new template needs none
 */
record PromptChange(
        @NotNull String name,
        @NotNull String text,
        @Nullable @Valid Words words,
        @Nullable List<@Valid @NotNull Variable> variables,
        @Nullable String characterSlug,
        @Nullable List<@Valid @NotNull Lora> loras,
        @Nullable Double guidance,
        @Nullable Integer steps,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Long seed,
        @Nullable String message) {
    private static final Words NO_WORDS = new Words(null, null, null, null);

    @Schema(name = "PromptChangeWords")
    record Words(
            @Nullable String scene,
            @Nullable String lighting,
            @Nullable String camera,
            @Nullable String style) {}

    /** @param usual goes in unless other words are given */
    @Schema(name = "PromptChangeVariable")
    record Variable(
            @NotNull String name,
            @Nullable String usual,
            @Nullable List<@NotNull String> suggestions) {
        private PromptVariable variable() {
            return new PromptVariable(name, given(usual), Objects.requireNonNullElse(suggestions, List.of()));
        }
    }

    /**
     * A LoRA that goes with it.
     *
     * @param file its name without the ending; left out for what is in production of the character that is filled in
     * @param strength 0 to 2
     */
    @Schema(name = "PromptChangeLora")
    record Lora(
            @NotNull StackRole role,
            @Nullable String file,
            @NotNull Double strength) {
        private TemplateLora lora() {
            return new TemplateLora(role, given(file).strip(), new Strength(strength).checked("loras"));
        }
    }

    TemplateDraft draft(@Nullable CharacterId writtenFor) {
        Words slots = Objects.requireNonNullElse(words, NO_WORDS);
        return new TemplateDraft(
                name,
                text,
                given(slots.scene()),
                given(slots.lighting()),
                given(slots.camera()),
                given(slots.style()),
                Objects.requireNonNullElse(variables, List.<Variable>of()).stream()
                        .map(Variable::variable)
                        .toList(),
                new TemplateSettings(
                        writtenFor,
                        Objects.requireNonNullElse(loras, List.<Lora>of()).stream()
                                .map(Lora::lora)
                                .toList(),
                        guidance,
                        steps,
                        width,
                        height,
                        seed));
    }

    String explanation() {
        return given(message);
    }

    private static String given(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
