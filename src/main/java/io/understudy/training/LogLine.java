package io.understudy.training;

import java.time.Instant;

/** @param position 0 for the first line of the run */
public record LogLine(int position, Instant writtenAt, String line) {}
