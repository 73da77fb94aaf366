package io.understudy.prompts;

import io.understudy.characters.CharacterSummary;
import io.understudy.guide.PromptSlot;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A template of the library.
 *
 * @param createdBy name of who wrote it; "the guide" for its examples
 * @param rowVersion to be sent back with an edit
 */
public record PromptDetails(
        PromptId id,
        PromptDraft draft,
        String createdBy,
        Instant createdAt,
        String changedBy,
        Instant changedAt,
        long rowVersion) {
    /** Pieces of the template with its own words, the character's slots still open. */
    public List<PromptPart> preview() {
        return new PromptText(draft.text()).preview(draft.words());
    }

    /** The finished prompt for a character. */
    public String filledFor(CharacterSummary character) {
        return new PromptText(draft.text()).fill(wordsFor(character, draft));
    }

    /**
     * The words for all slots. The subject word is said once: a trigger word {@code ohwx woman} says it already.
     *
     * @param draft whose words go into the free slots
     */
    public static Map<PromptSlot, String> wordsFor(CharacterSummary character, PromptDraft draft) {
        Map<PromptSlot, String> words = draft.words();
        words.put(PromptSlot.TRIGGER, character.triggerWord());
        boolean said = (" " + character.triggerWord().toLowerCase(Locale.ROOT))
                .endsWith(" " + character.subject().toLowerCase(Locale.ROOT));
        words.put(PromptSlot.SUBJECT, said ? "" : character.subject());
        return words;
    }
}
