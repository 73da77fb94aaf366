package io.understudy.bundle;

public record Finding(Outcome outcome, String part, String words) {
    /** The part that says whether the key is known. */
    public static final String KEY = "key";

    /** The part that compares the audit trail with what its receiver kept of it. */
    public static final String KEPT = "kept state of the audit trail";

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

    boolean is(Outcome expected, String ofPart) {
        return outcome == expected && part.equals(ofPart);
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
