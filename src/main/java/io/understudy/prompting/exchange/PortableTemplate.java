package io.understudy.prompting.exchange;

import io.understudy.lora.Strength;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompting.language.PromptVariable;
import java.util.List;
import java.util.function.UnaryOperator;
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

    public static PortableTemplate of(String name, String text, Settings settings) {
        return new PortableTemplate(name, text, "", "", "", "", List.of(), settings, List.of());
    }

    PortableTemplate each(UnaryOperator<String> change) {
        return new PortableTemplate(
                change.apply(name),
                change.apply(text),
                change.apply(scene),
                change.apply(lighting),
                change.apply(camera),
                change.apply(style),
                variables.stream()
                        .map(variable -> new PromptVariable(
                                change.apply(variable.name()),
                                change.apply(variable.usual()),
                                variable.suggestions().stream().map(change).toList()))
                        .toList(),
                settings.with(settings.loras().stream()
                        .map(lora -> new Lora(lora.role(), change.apply(lora.file()), lora.strength()))
                        .toList()),
                tags.stream().map(change).toList());
    }

    PortableTemplate with(List<PromptVariable> described) {
        return new PortableTemplate(name, text, scene, lighting, camera, style, described, settings, tags);
    }

    /**
     * Settings saved with it; null leaves a value open.
     *
     * @param trigger the trigger word of the character that it is written for
     * @param seed 0 or above
     */
    public record Settings(
            @Nullable TriggerWord trigger,
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

        Settings with(List<Lora> others) {
            return new Settings(trigger, others, guidance, steps, width, height, seed);
        }

        Settings withoutLoras() {
            return with(List.of());
        }
    }

    /**
     * A LoRA that goes with a template.
     *
     * @param role {@code character}, {@code style}, {@code pose} or {@code other}
     * @param file without its ending; empty for the production LoRA of whichever character is filled in
     */
    public record Lora(String role, String file, Strength strength) {}
}
