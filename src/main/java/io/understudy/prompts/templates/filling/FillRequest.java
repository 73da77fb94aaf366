package io.understudy.prompts.templates.filling;

import io.understudy.characters.CharacterId;
import io.understudy.prompting.guide.PromptSlot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What someone fills a template with.
 *
 * @param character or null to leave its slots open
 * @param slots other words than the template's own, by free slot; blank ones do not count
 * @param variables words by variable; blank ones do not count
 * @param seed that makes the choices
 */
public record FillRequest(
        @Nullable CharacterId character, Map<PromptSlot, String> slots, Map<String, String> variables, long seed) {
    public FillRequest {
        slots = Map.copyOf(slots);
        variables = Map.copyOf(variables);
    }

    public static FillRequest forCharacter(CharacterId character) {
        return new FillRequest(character, Map.of(), Map.of(), 0);
    }
}
