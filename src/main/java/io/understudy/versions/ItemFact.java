package io.understudy.versions;

import org.jspecify.annotations.Nullable;

/**
 * What appears in an item of the checklist by itself. It waits for a person: at the tick it is copied.
 *
 * @param title what it is about
 * @param words the number with its limit and what it was measured on, or why there is none
 * @param required whether the item cannot be ticked unless it meets its limit
 * @param evidence what a tick copies; null while nothing is known
 */
public record ItemFact(
        String title,
        Standing standing,
        String words,
        boolean required,
        @Nullable Evidence evidence) {
    /** How it stands to its limit. */
    public enum Standing {
        MEETS("meets"),
        DOES_NOT_MEET("does not meet"),
        NOT_MEASURED("not measured");

        private final String words;

        Standing(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    boolean standsInTheWay() {
        return required && standing != Standing.MEETS;
    }
}
