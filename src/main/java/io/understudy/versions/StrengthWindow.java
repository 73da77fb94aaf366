package io.understudy.versions;

import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.guide.StrengthBand;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * At which strengths a LoRA is to be used. Strengths have two digits after the point.
 *
 * @param from the lowest at which the character is recognised, above 0
 * @param best where it is used when nothing speaks against it
 * @param to the highest that does no harm, at most {@value #MOST}
 */
public record StrengthWindow(double from, double best, double to) {
    public static final double MOST = 2;

    private static final int DIGITS = 2;

    /** @throws DomainException.RuleViolation in {@code from}, {@code best} or {@code to} */
    public StrengthWindow {
        from = rounded("from", from);
        best = rounded("best", best);
        to = rounded("to", to);
        if (from <= 0) {
            throw DomainException.RuleViolation.in("from", "At strength 0 the LoRA does nothing: start above 0.");
        }
        if (to > MOST) {
            throw DomainException.RuleViolation.in("to", "A strength is at most 2; from 1.3 it is usually too much.");
        }
        if (best < from || best > to) {
            throw DomainException.RuleViolation.in(
                    "best", "The best strength lies between the lowest and the highest.");
        }
    }

    private static double rounded(String field, double strength) {
        if (!Double.isFinite(strength)) {
            throw DomainException.RuleViolation.in(field, "A strength is a number such as 0.9.");
        }
        return BigDecimal.valueOf(strength)
                .setScale(DIGITS, RoundingMode.HALF_UP)
                .doubleValue();
    }

    /** What counts while nobody has stated anything: the guide's standard use, and its strength for a character. */
    public static StrengthWindow ofTheGuide() {
        return new StrengthWindow(StrengthBand.BALANCED.from(), StackRole.CHARACTER.usualStrength(), 1.0);
    }

    public boolean contains(double strength) {
        return strength >= from - 1e-9 && strength <= to + 1e-9;
    }

    /** {@code 0.7–1.1, best 0.9}. */
    public String inWords() {
        return "%s–%s, best %s".formatted(digits(from), digits(to), digits(best));
    }

    /** A strength with one digit after the point, or two where it has two: {@code 0.9}, {@code 0.85}. */
    public static String digits(double strength) {
        BigDecimal exact = BigDecimal.valueOf(strength)
                .setScale(DIGITS, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return exact.setScale(Math.max(1, exact.scale())).toPlainString();
    }
}
