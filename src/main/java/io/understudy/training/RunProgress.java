package io.understudy.training;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What changes about a run while it lives: small enough to be sent to every open page at every change.
 *
 * @param loss smoothed; null before the first step
 * @param phase what is happening
 * @param samples how many were generated, in all attempts
 * @param logLines how many were written
 * @param secondsLeft estimated; null unless steps are being made
 * @param revision grows with every change of the run
 */
public record RunProgress(
        RunId run,
        long number,
        RunState state,
        int attempt,
        int step,
        int steps,
        @Nullable Double loss,
        String phase,
        int samples,
        int logLines,
        @Nullable Instant reportedAt,
        @Nullable Double secondsLeft,
        long revision) {
    /** Between 0 and 1. */
    public double progress() {
        return steps == 0 ? 0 : Math.min(1, (double) step / steps);
    }

    static @Nullable public Double secondsLeft(RunState state, int made, double seconds, int missing) {
        return state == RunState.RUNNING && made > 0 && seconds > 0 ? seconds / made * missing : null;
    }
}
