package io.understudy.training.ui;

import io.understudy.characters.CharacterSummary;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.SamplePrompt;
import java.util.List;

/**
 * Prompts whose samples tell while a run trains which checkpoint is the best: that takes faces on six pictures of each. The
 * last one shows what leaks into pictures of other people.
 */
final class SampleProposals {
    private SampleProposals() {}

    static List<SamplePrompt> of(CharacterSummary character) {
        TriggerWord trigger = character.triggerWord();
        return List.of(
                new SamplePrompt(trigger + ", close-up, smiling, white background", 1),
                new SamplePrompt(trigger + ", upper body, calm, city, soft lighting", 2),
                new SamplePrompt(trigger + ", upper body, beach, sunset lighting", 3),
                new SamplePrompt(trigger + ", close-up, calm, blue background", 4),
                new SamplePrompt(trigger + ", close-up, smiling, city, night", 5),
                new SamplePrompt(trigger + ", upper body, laughing, white background", 6),
                new SamplePrompt(character.subject() + ", upper body, brown hair, white shirt, blue background", 7));
    }
}
