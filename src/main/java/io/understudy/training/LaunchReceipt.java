package io.understudy.training;

/**
 * What came of a {@link LaunchRequest}.
 *
 * @param repeated the same request had been answered before; nothing new was launched
 * @param held it waits for an admin to release it
 */
public record LaunchReceipt(RunId run, long number, boolean repeated, boolean held) {}
