package io.understudy.identity;

import io.understudy.platform.core.DomainException;

/** A person's name as others see it: 1 to 80 characters, no control characters. */
public record DisplayName(String value) {
    public static final int MAX_LENGTH = 80;

    public DisplayName {
        value = value.strip();
        if (value.isEmpty()) {
            throw DomainException.RuleViolation.in(
                    "name", "Please give a name: others see it next to everything this person does.");
        }
        if (value.length() > MAX_LENGTH) {
            throw DomainException.RuleViolation.in("name", "A name has at most " + MAX_LENGTH + " characters.");
        }
        if (value.codePoints().anyMatch(Character::isISOControl)) {
            throw DomainException.RuleViolation.in("name", "A name has no line breaks or control characters.");
        }
    }
}
