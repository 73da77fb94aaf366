package io.understudy.prompting.language;

import io.understudy.prompting.guide.PromptSlot;
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

    Map<PromptSlot, ParsedPrompt> parsedWords() {
        Map<PromptSlot, ParsedPrompt> parsed = new EnumMap<>(PromptSlot.class);
        words.forEach((slot, text) -> {
            if (!text.isBlank()) {
                parsed.put(slot, PromptParser.parse(slot.word(), text));
            }
        });
        return parsed;
    }
}
