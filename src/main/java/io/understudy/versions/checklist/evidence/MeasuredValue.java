package io.understudy.versions.checklist.evidence;

import org.jspecify.annotations.Nullable;

/**
 * A measure of a version as it is now.
 *
 * @param amount null where it is not measured
 * @param words what it was measured on; without an amount, why there is none, such as {@code needs a test sheet}
 * @param remedy what a person can do to have it measured; null where it is measured or nothing helps
 */
public record MeasuredValue(
        @Nullable Double amount, String words, @Nullable Remedy remedy) {
    /**
     * @param action as a button says it
     * @param path of the page that does it
     */
    public record Remedy(String action, String path) {}

    public static MeasuredValue of(double amount, String words) {
        return new MeasuredValue(amount, words, null);
    }

    public static MeasuredValue not(String why) {
        return new MeasuredValue(null, why, null);
    }

    /** @param what it needs, such as {@code a test sheet} */
    public static MeasuredValue needs(String what, Remedy remedy) {
        return new MeasuredValue(null, "needs " + what, remedy);
    }
}
