package io.understudy.prompts.templates.filling;

import io.understudy.characters.CharacterSummary;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompting.guide.TriggerWord;
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
    public static Map<PromptSlot, String> of(CharacterSummary character, TriggerWord trigger) {
        Map<PromptSlot, String> words = new EnumMap<>(PromptSlot.class);
        words.put(PromptSlot.TRIGGER, trigger.value());
        boolean said = (" " + trigger.key()).endsWith(" " + character.subject().toLowerCase(Locale.ROOT));
        words.put(PromptSlot.SUBJECT, said ? "" : character.subject());
        return words;
    }
}
