package io.understudy.api.prompts;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.prompting.formats.FilledPrompt;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.templates.filling.FilledLora;
import io.understudy.prompts.templates.filling.FilledTemplate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template with words in it, and what a tool needs to generate it.
 *
 * @param loras the character's first
 * @param steps of the sampler; what the template leaves open is as usual for FLUX
 * @param seed null where it is left to the tool
 * @param refusal why its LoRAs cannot be used together or with FLUX; null where they can
 * @param notes what is missing or doubtful, and what to do about it
 * @param missing variables that got no words
 */
@Schema(name = "FilledPrompt")
record FilledPromptResource(
        String prompt,
        List<Lora> loras,
        double guidance,
        int steps,
        int width,
        int height,
        @Nullable Long seed,
        @Nullable String refusal,
        List<String> notes,
        List<String> missing) {
    /**
     * A LoRA that goes with it.
     *
     * @param file its name without the ending
     * @param advice what is known about this strength
     */
    @Schema(name = "FilledLora")
    record Lora(StackRole role, String file, double strength, String advice) {
        private static Lora of(FilledLora lora) {
            return new Lora(
                    lora.role(),
                    lora.name(),
                    lora.strength().value(),
                    lora.advice().words());
        }
    }

    static FilledPromptResource of(FilledTemplate filled) {
        FilledPrompt prompt = filled.asPrompt();
        return new FilledPromptResource(
                filled.prompt(),
                filled.loras().stream().map(Lora::of).toList(),
                prompt.guidance(),
                prompt.steps(),
                prompt.width(),
                prompt.height(),
                prompt.seed(),
                filled.refusal(),
                filled.notes(),
                filled.rendered().missing());
    }
}
