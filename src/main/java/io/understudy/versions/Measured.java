package io.understudy.versions;

import org.jspecify.annotations.Nullable;

/**
 * A measure of a version as it is now.
 *
 * @param amount null where it is not measured
 * @param words what it was measured on; without an amount, why there is none, such as {@code needs a test sheet}
 * @param remedy what a person can do to have it measured; null where it is measured or nothing helps
 */
public record Measured(
        @Nullable Double amount, String words, @Nullable Remedy remedy) {
    /**
     * @param action as a button says it
     * @param path of the page that does it
     */
    public record Remedy(String action, String path) {}

    public static Measured of(double amount, String words) {
        return new Measured(amount, words, null);
    }

    public static Measured not(String why) {
        return new Measured(null, why, null);
    }

    /** @param what it needs, such as {@code a test sheet} */
    public static Measured needs(String what, Remedy remedy) {
        return new Measured(null, "needs " + what, remedy);
    }
}
