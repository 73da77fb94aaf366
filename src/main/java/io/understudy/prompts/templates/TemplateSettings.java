package io.understudy.prompts.templates;

import io.understudy.characters.CharacterId;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompts.stacks.LoraRef;
import io.understudy.prompts.stacks.StackPlan;
import io.understudy.prompts.stacks.StackableLora;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings saved with a template; null leaves a value to the caller.
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
    public static final int MOST_LORAS = 8;

    public static final TemplateSettings NONE = new TemplateSettings(null, List.of(), null, null, null, null, null);

    public TemplateSettings {
        loras = List.copyOf(loras);
    }

    /**
     * With the LoRAs of a stack instead of its own. A version that is in production for its character is taken as "the
     * one in production", so the template follows the next approval; it is then written for that character, unless it is
     * written for another one already. Places that are only planned are left out, a character's excepted.
     *
     * @param known the LoRAs of the plan
     */
    public TemplateSettings withStack(StackPlan plan, Map<LoraRef, StackableLora> known) {
        CharacterId whose = character;
        List<TemplateLora> taken = new ArrayList<>();
        for (StackPlan.Layer layer : plan.layers()) {
            StackableLora lora = layer.lora() == null ? null : known.get(layer.lora());
            CharacterId owner =
                    lora == null || lora.standing() != StackableLora.Standing.USABLE ? null : lora.character();
            boolean follows = owner != null && (whose == null || whose.equals(owner));
            if (follows) {
                whose = owner;
            }
            if (follows || lora == null && layer.role() == StackRole.CHARACTER) {
                taken.add(TemplateLora.ofTheCharacter(layer.strength()));
            } else if (lora != null) {
                taken.add(new TemplateLora(layer.role(), lora.name(), layer.strength()));
            }
        }
        return new TemplateSettings(whose, taken, guidance, steps, width, height, seed);
    }

    public TemplateSettings forCharacter(@Nullable CharacterId other) {
        return new TemplateSettings(other, loras, guidance, steps, width, height, seed);
    }
}
