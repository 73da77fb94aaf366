package io.understudy.prompts.regression;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a version compares with the one in production.
 *
 * @param comparison null while there is none
 * @param production the version it would be compared with; null where there is no other, or it cannot be compared
 * @param hasExamples whether another version generated examples that could be generated again
 */
public record RegressionStatus(
        @Nullable Comparison comparison, @Nullable String production, boolean hasExamples) {
    /**
     * @param done whether no picture is still to be generated
     * @param pictures generated so far
     */
    public record Comparison(
            RegressionId id, boolean done, RegressionState state, int pictures, RegressionCounts counts) {}

    public Optional<Comparison> started() {
        return Optional.ofNullable(comparison);
    }

    /** Whether there is anything to say. */
    public boolean concerns() {
        return comparison != null || production != null;
    }

    public boolean canStart() {
        return comparison == null && production != null && hasExamples;
    }
}
