package io.understudy.dossiers;

/**
 * One thing that was checked.
 *
 * @param part of the dossier, or what was checked, in few words
 */
public record Finding(Outcome outcome, String part, String words) {
    public enum Outcome {
        HOLDS,
        /** Could not be checked with what was given; says what would be needed. */
        UNCHECKED,
        BROKEN
    }

    static Finding holds(String part, String words) {
        return new Finding(Outcome.HOLDS, part, words);
    }

    static Finding unchecked(String part, String words) {
        return new Finding(Outcome.UNCHECKED, part, words);
    }

    static Finding broken(String part, String words) {
        return new Finding(Outcome.BROKEN, part, words);
    }
}
