package io.understudy.prompting.guide;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.understudy.platform.core.DomainException.RuleViolation;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What calls a character or a LoRA in a prompt, such as {@code ohwx woman}. Files made elsewhere may have any, or none.
 *
 * @param value without spaces at the ends and with single ones between the words
 */
public record TriggerWord(@JsonValue String value) {
    private static final Pattern SPACES = Pattern.compile("\\s+");

    public static final TriggerWord NONE = new TriggerWord("");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TriggerWord {
        value = SPACES.matcher(value.strip()).replaceAll(" ");
    }

    /**
     * A character's trigger word, by the guide's rules.
     *
     * @param taken those of other characters: only for a suggestion that is free
     * @throws RuleViolation with the guide's reason and a suggestion
     */
    public static TriggerWord of(String text, String subject, Collection<TriggerWord> taken) {
        Advice advice = TriggerWordRules.judge(text, subject, taken);
        if (advice.isRefusal()) {
            throw RuleViolation.in("triggerWord", advice.words());
        }
        return new TriggerWord(text);
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** In lower case: one character has it whatever the case. */
    public String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    /** The uncommon word in front, in lower case. */
    public String uniquePart() {
        return key().split(" ", 2)[0];
    }

    @Override
    public String toString() {
        return value;
    }
}
