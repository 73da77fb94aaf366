package io.understudy.api.prompts;

import io.understudy.characters.CharacterId;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompts.templates.filling.FillRequest;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a template is filled with. What is left out or blank is as the template says it.
 *
 * @param variables words by the names of its variables
 * @param seed makes the choices of the template; 0 where it is left out
 */
record PromptFilling(
        @Size(max = MOST_LETTERS) @Nullable String scene,
        @Size(max = MOST_LETTERS) @Nullable String lighting,
        @Size(max = MOST_LETTERS) @Nullable String camera,
        @Size(max = MOST_LETTERS) @Nullable String style,
        @Size(max = 50) @Nullable Map<@NotNull String, @NotNull @Size(max = MOST_LETTERS) String> variables,
        @Nullable Long seed) {
    private static final int MOST_LETTERS = 500;

    FillRequest request(@Nullable CharacterId character) {
        return new FillRequest(
                character,
                Map.of(
                        PromptSlot.SCENE, words(scene),
                        PromptSlot.LIGHTING, words(lighting),
                        PromptSlot.CAMERA, words(camera),
                        PromptSlot.STYLE, words(style)),
                Objects.requireNonNullElse(variables, Map.of()),
                Objects.requireNonNullElse(seed, 0L));
    }

    private static String words(@Nullable String given) {
        return Objects.requireNonNullElse(given, "");
    }
}
