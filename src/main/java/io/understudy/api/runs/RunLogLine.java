package io.understudy.api.runs;

import io.understudy.training.LogLine;
import java.time.Instant;

/** @param position 0 for the first line of the run */
record RunLogLine(int position, Instant writtenAt, String line) {
    static RunLogLine of(LogLine line) {
        return new RunLogLine(line.position(), line.writtenAt(), line.line());
    }
}
