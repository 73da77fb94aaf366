package io.understudy.prompts.templates.filling;

import io.understudy.characters.CharacterSummary;
import io.understudy.prompting.guide.PromptSlot;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

public final class CharacterPromptValues {
    private CharacterPromptValues() {}

    /**
     * The subject word is said once: a trigger word {@code ohwx woman} says it already.
     *
     * @param trigger the character's trigger word, or the one that its LoRA was trained with
     */
    public static Map<PromptSlot, String> of(CharacterSummary character, String trigger) {
        Map<PromptSlot, String> words = new EnumMap<>(PromptSlot.class);
        words.put(PromptSlot.TRIGGER, trigger);
        boolean said = (" " + trigger.toLowerCase(Locale.ROOT))
                .endsWith(" " + character.subject().toLowerCase(Locale.ROOT));
        words.put(PromptSlot.SUBJECT, said ? "" : character.subject());
        return words;
    }
}
