package io.understudy.training;

/**
 * What came of a {@link LaunchRequest}.
 *
 * @param repeated the same request had been answered before; nothing new was launched
 */
public record LaunchReceipt(RunId run, long number, boolean repeated) {}
