package io.understudy.comparison;

import org.jspecify.annotations.Nullable;

/**
 * A value as it is shown, and as it is compared: numbers by their value however they are written, everything else as
 * text.
 *
 * @param number null for text
 * @param comparable false for what says nothing about other runs, such as a setting that the backend ignored
 */
public record ComparedValue(String text, @Nullable Double number, boolean comparable) {
    static ComparedValue words(String text) {
        return new ComparedValue(text.strip(), null, true);
    }

    static ComparedValue number(double number, String shown) {
        return new ComparedValue(shown, number, true);
    }

    ComparedValue apart() {
        return new ComparedValue(text, number, false);
    }

    /** {@code 1e-4} is the same as {@code 0.0001}. */
    public boolean isSameAs(ComparedValue other) {
        Double mine = number;
        Double theirs = other.number;
        return mine != null && theirs != null ? mine.compareTo(theirs) == 0 : text.equals(other.text);
    }
}
