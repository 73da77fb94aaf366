package io.understudy.characters;

import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.Advice;
import io.understudy.prompting.guide.TriggerWordRules;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What calls the character in a prompt, such as {@code ohwx woman}: checked by the guide's rules when it is created. */
public record TriggerWord(String value) {
    public TriggerWord {
        value = TriggerWordRules.normalise(value);
        refuseBad(value, "", List.of());
    }

    /**
     * A trigger word for a subject.
     *
     * @param taken those of other characters: only for a suggestion that is free
     * @throws DomainException.RuleViolation with the guide's reason and a suggestion
     */
    public static TriggerWord of(String text, SubjectWord subject, Collection<String> taken) {
        refuseBad(text, subject.value(), taken);
        return new TriggerWord(text);
    }

    String key() {
        return value.toLowerCase(Locale.ROOT);
    }

    private static void refuseBad(String text, String subject, Collection<String> taken) {
        Advice advice = TriggerWordRules.judge(text, subject, taken);
        if (advice.isRefusal()) {
            throw DomainException.RuleViolation.in("triggerWord", advice.words());
        }
    }
}
