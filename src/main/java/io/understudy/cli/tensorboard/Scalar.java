package io.understudy.cli.tensorboard;

/**
 * A number that a trainer logged.
 *
 * @param time in seconds since 1970
 */
public record Scalar(double time, long step, String tag, float value) {}
