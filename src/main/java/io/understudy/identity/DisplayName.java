package io.understudy.identity;

import static io.understudy.platform.core.DomainException.RuleViolation.require;

import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import io.understudy.platform.core.Wording;
import java.util.Locale;

/** A person's name as others see it: 1 to 80 characters, none of them invisible. */
public record DisplayName(String value) {
    public static final int MAX_LENGTH = 80;

    /** Loaded with the first name that is typed. */
    private static final class LookAlikes {
        static final SpoofChecker CHECKER = new SpoofChecker.Builder().build();
    }

    public DisplayName {
        value = value.strip();
        require(!value.isEmpty(), "name", "Please give a name: others see it next to everything this person does.");
        require(value.length() <= MAX_LENGTH, "name", "A name has at most " + MAX_LENGTH + " characters.");
        require(Wording.isVisible(value), "name", "A name has no line breaks and no invisible characters.");
    }

    /** The same for names that look alike (Unicode TR 39), whatever their case, spaces and punctuation. */
    public String key() {
        String plain = Normalizer2.getNFKCCasefoldInstance()
                .normalize(value)
                .replaceAll("[\\s\\p{P}]+", "")
                .toLowerCase(Locale.ROOT);
        return LookAlikes.CHECKER.getSkeleton(plain.isEmpty() ? value : plain);
    }
}
