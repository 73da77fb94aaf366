package io.understudy.prompting.language;

import io.understudy.prompting.guide.PromptSlot;
import java.util.Map;

/**
 * Words that someone gives while filling; they go in as they are, brackets and braces mean nothing in them.
 *
 * @param slots instead of the template's own words; empty words leave the slot out
 * @param variables instead of their usual words; blank ones do not count
 */
public record Filling(Map<PromptSlot, String> slots, Map<String, String> variables) {
    public static final Filling NOTHING = new Filling(Map.of(), Map.of());

    public Filling {
        slots = Map.copyOf(slots);
        variables = Map.copyOf(variables);
    }
}
