package io.understudy.characters;

import static io.understudy.platform.core.DomainException.RuleViolation.require;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What kind of subject the character is, in the word that the base model knows: {@code woman}, {@code person}. */
public record SubjectWord(String value) {
    public static final int MAX_LENGTH = 40;

    public static final List<String> USUAL =
            List.of("woman", "man", "person", "girl", "boy", "character", "robot", "dog", "cat");

    private static final Pattern FORM = Pattern.compile("\\p{L}[\\p{L}-]*( \\p{L}[\\p{L}-]*)*");

    public SubjectWord {
        value = value.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        require(!value.isEmpty(), "subject", "Please say what kind of subject this is, such as “woman” or “person”.");
        require(value.length() <= MAX_LENGTH, "subject", "A subject word has at most " + MAX_LENGTH + " characters.");
        require(
                FORM.matcher(value).matches(),
                "subject",
                "A subject word has only letters, hyphens and single spaces, such as “woman”.");
    }
}
