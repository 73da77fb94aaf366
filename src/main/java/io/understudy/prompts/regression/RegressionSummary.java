package io.understudy.prompts.regression;

import java.time.Instant;

/**
 * A comparison, in the list.
 *
 * @param version file name of the version that is compared
 * @param pictures that can be generated again
 */
public record RegressionSummary(
        RegressionId id,
        String character,
        String version,
        boolean done,
        Instant madeAt,
        int pictures,
        RegressionCounts counts) {
    public RegressionState state() {
        return RegressionState.of(done, pictures, counts);
    }
}
