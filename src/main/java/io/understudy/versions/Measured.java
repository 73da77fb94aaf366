package io.understudy.versions;

import org.jspecify.annotations.Nullable;

/**
 * A measure of a version as it is now.
 *
 * @param amount null where it is not measured
 * @param words what it was measured on; without an amount, why there is none, to be read after "because"
 */
public record Measured(@Nullable Double amount, String words) {
    public static Measured of(double amount, String words) {
        return new Measured(amount, words);
    }

    public static Measured not(String why) {
        return new Measured(null, why);
    }
}
