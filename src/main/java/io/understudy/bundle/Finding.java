package io.understudy.bundle;

public record Finding(Outcome outcome, String part, String words) {
    /** The part that says whether the key is known. */
    public static final String KEY = "key";

    /** A release bundle must not be able to write lines of a report, or reverse the direction of its letters. */
    public Finding {
        part = visible(part);
        words = visible(words);
    }

    private static String visible(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }

    public enum Outcome {
        HOLDS,
        /** Could not be checked with what was given; says what would be needed. */
        UNCHECKED,
        BROKEN
    }

    public static Finding holds(String part, String words) {
        return new Finding(Outcome.HOLDS, part, words);
    }

    public static Finding unchecked(String part, String words) {
        return new Finding(Outcome.UNCHECKED, part, words);
    }

    public static Finding broken(String part, String words) {
        return new Finding(Outcome.BROKEN, part, words);
    }
}
