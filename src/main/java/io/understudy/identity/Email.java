package io.understudy.identity;

import static io.understudy.platform.core.DomainException.RuleViolation.require;

import java.util.Locale;
import java.util.regex.Pattern;

/** An e-mail address as a sign-in name: lower case, at most 254 characters, one {@code @} with something around it. */
public record Email(String value) {
    public static final int MAX_LENGTH = 254;
    private static final Pattern FORM = Pattern.compile("[^\\s@,;<>\"]+@[^\\s@,;<>\"]+");

    public Email {
        value = value.strip().toLowerCase(Locale.ROOT);
        require(value.length() <= MAX_LENGTH, "email", "An e-mail address has at most " + MAX_LENGTH + " characters.");
        require(
                FORM.matcher(value).matches(),
                "email",
                "This does not look like an e-mail address, such as mara@example.org.");
    }
}
