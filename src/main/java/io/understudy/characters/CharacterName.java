package io.understudy.characters;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Wording;

/** A character's name as people say it: 1 to 80 characters, none of them invisible. */
public record CharacterName(String value) {
    public static final int MAX_LENGTH = 80;

    public CharacterName {
        value = value.strip();
        if (value.isEmpty()) {
            throw DomainException.RuleViolation.in(
                    "name", "Please give the character a name, such as “Ava Lindqvist”.");
        }
        if (value.length() > MAX_LENGTH) {
            throw DomainException.RuleViolation.in(
                    "name", "A name has at most " + MAX_LENGTH + " characters, this one " + value.length() + ".");
        }
        if (!Wording.isVisible(value)) {
            throw DomainException.RuleViolation.in("name", "A name has no line breaks and no invisible characters.");
        }
    }
}
