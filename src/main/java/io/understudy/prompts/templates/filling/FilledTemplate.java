package io.understudy.prompts.templates.filling;

import io.understudy.prompting.formats.FilledPrompt;
import io.understudy.prompting.language.RenderedPrompt;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.templates.TemplateSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template with a character in it, ready to be used.
 *
 * @param loras in the order of the template; the character's comes first
 * @param refusal why its LoRAs cannot be used together or with FLUX, or null
 * @param notes what is missing and what to do about it; empty when nothing is
 */
public record FilledTemplate(
        RenderedPrompt rendered,
        List<FilledLora> loras,
        TemplateSettings settings,
        @Nullable String refusal,
        List<String> notes) {
    private static final String ENDING = ".safetensors";

    public FilledTemplate {
        loras = List.copyOf(loras);
        notes = List.copyOf(notes);
    }

    /**
     * With everything that a tool needs to generate it; what the template leaves open, or cannot be, is as usual for
     * FLUX.
     */
    public FilledPrompt asPrompt() {
        Double guidance = settings.guidance();
        return new FilledPrompt(
                prompt(),
                loras.stream()
                        .filter(lora -> !lora.name().isBlank())
                        .map(lora -> new FilledPrompt.Lora(
                                lora.name() + ENDING, lora.strength(), lora.address(), lora.textEncoder()))
                        .toList(),
                guidance == null ? FilledPrompt.DEFAULT_GUIDANCE : guidance,
                positive(settings.steps(), FilledPrompt.DEFAULT_STEPS),
                positive(settings.width(), FilledPrompt.DEFAULT_SIDE),
                positive(settings.height(), FilledPrompt.DEFAULT_SIDE),
                settings.seed());
    }

    private static int positive(@Nullable Integer value, int usual) {
        return value == null || value < 1 ? usual : value;
    }

    public StackPlan plan() {
        return new StackPlan(loras.stream()
                .map(lora -> new StackPlan.Layer(lora.role(), lora.strength(), lora.lora()))
                .toList());
    }

    public String prompt() {
        return rendered.text();
    }
}
