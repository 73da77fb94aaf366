package io.understudy.training;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What changes about a run while it lives: small enough to be sent to every open page at every change.
 *
 * @param loss smoothed by {@link LossSmoothing}; null before the first step
 * @param phase what is happening
 * @param samples how many were generated, in all attempts
 * @param logLines how many were written
 * @param attemptSteps made in this attempt
 * @param attemptSeconds spent making them
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
        int attemptSteps,
        double attemptSeconds,
        long revision) {
    /** Between 0 and 1. */
    public double progress() {
        return steps == 0 ? 0 : Math.min(1, (double) step / steps);
    }

    /** On average in this attempt; null before its first step. */
    public @Nullable Double secondsPerStep() {
        return attemptSteps > 0 && attemptSeconds > 0 ? attemptSeconds / attemptSteps : null;
    }

    /** Estimated; null unless steps are being made. */
    public @Nullable Double secondsLeft() {
        Double each = secondsPerStep();
        return state == RunState.RUNNING && each != null ? each * (steps - step) : null;
    }
}
