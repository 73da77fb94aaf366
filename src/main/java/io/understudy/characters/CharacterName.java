package io.understudy.characters;

import static io.understudy.platform.core.DomainException.RuleViolation.require;

import io.understudy.platform.core.Wording;

/** A character's name as people say it: 1 to 80 characters, none of them invisible. */
public record CharacterName(String value) {
    public static final int MAX_LENGTH = 80;

    public CharacterName {
        value = value.strip();
        require(!value.isEmpty(), "name", "Please give the character a name, such as “Ava Lindqvist”.");
        require(
                value.length() <= MAX_LENGTH,
                "name",
                "A name has at most " + MAX_LENGTH + " characters, this one " + value.length() + ".");
        require(Wording.isVisible(value), "name", "A name has no line breaks and no invisible characters.");
    }
}
