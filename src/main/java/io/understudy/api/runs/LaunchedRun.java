package io.understudy.api.runs;

import io.understudy.training.runs.LaunchResult;

/**
 * What came of a launch.
 *
 * @param repeated the same request was answered before; nothing new was launched
 * @param awaitingApproval it waits for an admin, because of what it may cost
 */
record LaunchedRun(long number, boolean repeated, boolean awaitingApproval) {
    static LaunchedRun of(LaunchResult result) {
        return new LaunchedRun(result.number(), result.repeated(), result.awaitingApproval());
    }
}
