package io.understudy.prompts.exchange;

import io.understudy.prompts.language.PromptVariable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template outside of any installation.
 *
 * @param scene words for the slot; likewise the rest; may be empty
 */
public record PortableTemplate(
        String name,
        String text,
        String scene,
        String lighting,
        String camera,
        String style,
        List<PromptVariable> variables,
        Settings settings,
        List<String> tags) {
    public PortableTemplate {
        variables = List.copyOf(variables);
        tags = List.copyOf(tags);
    }

    /** With a text only. */
    public static PortableTemplate of(String name, String text, Settings settings) {
        return new PortableTemplate(name, text, "", "", "", "", List.of(), settings, List.of());
    }

    /**
     * What travels along; null leaves a value open.
     *
     * @param trigger the trigger word of the character that it is written for
     * @param seed 0 or above
     */
    public record Settings(
            @Nullable String trigger,
            List<Lora> loras,
            @Nullable Double guidance,
            @Nullable Integer steps,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable Long seed) {
        public static final Settings NONE = new Settings(null, List.of(), null, null, null, null, null);

        public Settings {
            loras = List.copyOf(loras);
        }
    }

    /**
     * A LoRA that goes with a template.
     *
     * @param role {@code character}, {@code style}, {@code pose} or {@code other}
     * @param file without its ending; empty for the production LoRA of whichever character is filled in
     */
    public record Lora(String role, String file, double strength) {}
}
