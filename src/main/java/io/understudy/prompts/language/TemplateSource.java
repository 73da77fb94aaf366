package io.understudy.prompts.language;

import io.understudy.guide.PromptSlot;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A template as it is written.
 *
 * @param text with slots
 * @param words that go into the slots which do not come from a character; may hold variables, snippets and choices
 * @param variables those that are described
 */
public record TemplateSource(String text, Map<PromptSlot, String> words, List<PromptVariable> variables) {
    public static final String TEXT = "text";

    public TemplateSource {
        words = Map.copyOf(words);
        variables = List.copyOf(variables);
    }

    Map<PromptSlot, Parsed> parsedWords() {
        Map<PromptSlot, Parsed> parsed = new EnumMap<>(PromptSlot.class);
        words.forEach((slot, text) -> {
            if (!text.isBlank()) {
                parsed.put(slot, PromptParser.parse(slot.word(), text));
            }
        });
        return parsed;
    }
}
