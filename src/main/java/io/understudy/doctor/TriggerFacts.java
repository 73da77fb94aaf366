package io.understudy.doctor;

import io.understudy.prompting.guide.Advice;
import io.understudy.prompting.guide.TriggerWord;

/**
 * The trigger word and where it was used.
 *
 * @param trained the word that the run was asked to train
 * @param characters the word of the character today
 * @param word what the guide says about the trained word
 * @param samples prompts that the run generated its samples with
 * @param sheets prompts of the version's test sheets
 */
public record TriggerFacts(TriggerWord trained, TriggerWord characters, Advice word, Prompts samples, Prompts sheets) {
    /**
     * Prompts in numbers.
     *
     * @param without how many of them lack the trigger word
     * @param elsewhere how many have it, but not in front
     * @param example one of those that lack it where most do, else one that has it elsewhere, or else one that lacks
     *     it; empty when there is none
     */
    public record Prompts(int count, int without, int elsewhere, String example) {
        /** A few among many show on purpose what is generated without the trigger word. */
        boolean mostLackIt() {
            return 2 * without > count;
        }
    }
}
