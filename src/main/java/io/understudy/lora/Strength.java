package io.understudy.lora;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.platform.core.Wording;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;

/**
 * How strongly a LoRA is applied, alone or together with others. Files of other tools hold any finite number; here it is
 * used from 0 to 2.
 *
 * @param value 1 as trained, 0 without effect
 */
public record Strength(@JsonValue double value) implements Comparable<Strength> {
    public static final Strength NONE = new Strength(0);
    public static final Strength FULL = new Strength(1);
    public static final Strength MOST = new Strength(2);
    /** In which fields for a strength move. */
    public static final double STEP = 0.05;

    private static final double ROUNDING = 1e-9;

    public Strength {
        if (!Double.isFinite(value)) {
            throw RuleViolation.in("strength", "A strength is a number such as 0.9.");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Strength of(Double value) {
        return new Strength(value);
    }

    /** @throws NumberFormatException when the text is no number */
    public static Strength parse(String text) {
        return new Strength(Double.parseDouble(text));
    }

    public static Strength sum(Collection<Strength> strengths) {
        return new Strength(strengths.stream().mapToDouble(Strength::value).sum());
    }

    /** @throws RuleViolation in this field unless it is from 0 to 2 */
    public Strength checked(String field) {
        if (value < 0 || value > MOST.value) {
            throw RuleViolation.in(field, "A strength is from 0 to 2, not " + this + ".");
        }
        return this;
    }

    /** The end where it is beyond the ends. */
    public Strength clamped() {
        return new Strength(Math.clamp(value, 0, MOST.value));
    }

    public Strength rounded() {
        return new Strength(twoDigits().doubleValue());
    }

    private BigDecimal twoDigits() {
        return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP);
    }

    public boolean isNone() {
        return value == 0;
    }

    public boolean isBelow(Strength other) {
        return value < other.value - ROUNDING;
    }

    public boolean isAbove(Strength other) {
        return value > other.value + ROUNDING;
    }

    public double distance(Strength other) {
        return Math.abs(value - other.value);
    }

    /** With one digit after the point, or two where it has two: {@code 1.0}, {@code 0.85}. */
    public String label() {
        BigDecimal exact = twoDigits().stripTrailingZeros();
        return exact.setScale(Math.max(1, exact.scale())).toPlainString();
    }

    /** As short as it is exact: {@code 1}, {@code 0.85}. */
    public String plain() {
        return Wording.plain(value);
    }

    @Override
    public int compareTo(Strength other) {
        return Double.compare(value, other.value);
    }

    /** As the columns hold it: {@code 1.0}, {@code 0.85}. */
    @Override
    public String toString() {
        return Double.toString(value);
    }
}
