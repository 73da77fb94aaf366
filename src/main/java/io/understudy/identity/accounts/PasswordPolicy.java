package io.understudy.identity.accounts;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import io.understudy.identity.PublicUrl;
import io.understudy.platform.core.DomainException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What makes a password acceptable: long enough and not easily guessed (zxcvbn's dictionaries of leaked passwords,
 * names and keyboard walks, the person's own name, and the words of the product and of the team's address). No
 * composition rules, no forced changes.
 */
@Component
class PasswordPolicy {
    static final int MIN_LENGTH = 8;
    static final int MAX_LENGTH = 200;
    private static final int EASILY_GUESSED = 1;
    // zxcvbn's time grows with the length; a long password's first part already shows its strength.
    private static final int MEASURED_LENGTH = 64;

    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final List<String> OF_PRODUCT =
            List.of("understudy", "lora", "loras", "flux", "admin", "reviewer", "member");

    private final Zxcvbn estimator = new Zxcvbn();
    private final List<String> context;

    PasswordPolicy(PublicUrl urls) {
        Stream<String> ofTeam = urls.shared("").map(url -> url.replaceFirst("^\\w+://", "")).stream()
                .flatMap(PasswordPolicy::parts);
        context = Stream.concat(OF_PRODUCT.stream(), ofTeam).toList();
    }

    /** @throws DomainException.RuleViolation in field {@code password}, saying what is wrong and what helps */
    void check(String password, String email, String name) {
        if (password.length() < MIN_LENGTH) {
            throw refuse("A password has at least " + MIN_LENGTH + " characters; 15 or more are better.");
        }
        if (password.length() > MAX_LENGTH) {
            throw refuse("A password has at most " + MAX_LENGTH + " characters.");
        }
        String measured = password.substring(0, Math.min(MEASURED_LENGTH, password.length()));
        List<String> words = words(email, name);
        Strength strength = Stream.of(measured, SEPARATORS.matcher(measured).replaceAll(""))
                .filter(text -> text.equals(measured) || text.length() >= MIN_LENGTH)
                .map(text -> estimator.measure(text, words))
                .min(Comparator.comparing(Strength::getGuesses))
                .orElseThrow();
        if (strength.getScore() <= EASILY_GUESSED) {
            String warning = strength.getFeedback().getWarning();
            throw refuse("This password is easily guessed"
                    + (warning == null || warning.isBlank() ? "" : " (" + warning.replaceAll("\\.$", "") + ")")
                    + ". Several unrelated words work well.");
        }
    }

    /** Those that guessers try first for this person here. */
    private List<String> words(String email, String name) {
        Stream<String> personal = Stream.concat(Stream.of(email.split("@")), Stream.of(email, name))
                .flatMap(PasswordPolicy::parts);
        return Stream.concat(personal, context.stream())
                .filter(part -> part.length() > 1)
                .map(part -> part.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    /** The whole, the same without what separates its parts, and each part. */
    private static Stream<String> parts(String text) {
        return Stream.concat(Stream.of(text, SEPARATORS.matcher(text).replaceAll("")), SEPARATORS.splitAsStream(text));
    }

    private static DomainException.RuleViolation refuse(String words) {
        return DomainException.RuleViolation.in("password", words);
    }
}
