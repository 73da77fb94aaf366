package io.understudy.prompts.templates;

import io.understudy.characters.CharacterId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What travels along with a template; null leaves a value to whoever renders.
 *
 * @param character it is written for, or null for all of them
 * @param guidance distilled guidance of FLUX, 0 to 35
 * @param steps of the sampler, 1 to 150
 * @param width in pixels, a multiple of 16; likewise the height
 * @param seed 0 or above
 */
public record TemplateSettings(
        @Nullable CharacterId character,
        List<TemplateLora> loras,
        @Nullable Double guidance,
        @Nullable Integer steps,
        @Nullable Integer width,
        @Nullable Integer height,
        @Nullable Long seed) {
    /** More LoRAs than this nobody stacks. */
    public static final int MOST_LORAS = 8;

    public static final TemplateSettings NONE = new TemplateSettings(null, List.of(), null, null, null, null, null);

    public TemplateSettings {
        loras = List.copyOf(loras);
    }

    public TemplateSettings forCharacter(@Nullable CharacterId other) {
        return new TemplateSettings(other, loras, guidance, steps, width, height, seed);
    }
}
