package io.understudy.prompts.regression;

import java.time.Instant;

/**
 * A comparison, in the list.
 *
 * @param version file name of the version that went into production
 * @param pictures that were to be generated again
 * @param judged how many of them have a verdict
 */
public record RegressionSummary(
        RegressionId id,
        String character,
        String version,
        boolean done,
        Instant madeAt,
        int pictures,
        int judged,
        int worse) {}
