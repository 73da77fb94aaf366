package io.understudy.prompts.loras;

import io.understudy.lora.Strength;
import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.guide.TriggerWord;

/**
 * What people say about a LoRA file; all of it is checked on creation.
 *
 * @param role what it is for
 * @param triggerWord that the prompt needs, or empty where it works without one
 * @param licence under which it may be used, such as {@code CC BY 4.0}
 * @param source where it comes from: an address or a name
 * @param strength with which it is usually used
 */
public record LoraDescription(
        StackRole role, TriggerWord triggerWord, String licence, String source, Strength strength) {
    public static final int MAX_TRIGGER = 80;
    public static final int MAX_LICENCE = 120;
    public static final int MAX_SOURCE = 500;

    public LoraDescription {
        triggerWord = new TriggerWord(oneLine("triggerWord", "A trigger word", triggerWord.value(), MAX_TRIGGER));
        licence = oneLine("licence", "A licence", licence, MAX_LICENCE);
        source = oneLine("source", "A source", source, MAX_SOURCE);
        strength.checked("strength");
    }

    public static LoraDescription of(StackRole role) {
        return new LoraDescription(role, TriggerWord.NONE, "", "", role.usualStrength());
    }

    private static String oneLine(String field, String what, String text, int most) {
        String plain = text.strip().replaceAll("\\s+", " ");
        if (plain.length() > most) {
            throw DomainException.RuleViolation.in(field, what + " has at most " + most + " characters.");
        }
        return plain;
    }
}
