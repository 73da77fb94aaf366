package io.understudy.versions.checklist;

import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.MeasuredValue;
import org.jspecify.annotations.Nullable;

/**
 * What appears in an item of the checklist automatically. It waits for a person: at the tick it is copied.
 *
 * @param title what it is about
 * @param words the number with its limit and what it was measured on, or why there is none
 * @param target the limit as text; empty where there is none
 * @param required whether the item cannot be ticked unless it meets its limit
 * @param evidence what a tick copies; null while nothing is known
 * @param gap why it is not measured; null where it is
 */
public record ItemFact(
        String title,
        Standing standing,
        String words,
        String target,
        boolean required,
        @Nullable Evidence evidence,
        @Nullable Gap gap) {
    /**
     * What several facts can lack in common.
     *
     * @param why such as {@code needs a test sheet}
     * @param remedy what a person can do about it, or null
     */
    public record Gap(String why, MeasuredValue.@Nullable Remedy remedy) {}

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
