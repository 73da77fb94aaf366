package io.understudy.training.runs;

import io.understudy.training.RunId;

/**
 * What came of a {@link LaunchRequest}.
 *
 * @param repeated the same request had been answered before; nothing new was launched
 * @param held it waits for an admin to release it
 */
public record LaunchResult(RunId run, long number, boolean repeated, boolean awaitingApproval) {}
