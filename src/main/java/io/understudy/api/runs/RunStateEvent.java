package io.understudy.api.runs;

import io.understudy.training.RunProgress;
import io.understudy.training.RunState;
import org.jspecify.annotations.Nullable;

/**
 * Where a run is, each time that changes.
 *
 * @param attempt 0 before a worker took it
 * @param loss smoothed; null before the first step
 * @param phase what is happening, as pages say it
 * @param secondsLeft estimated; null unless steps are being made
 */
record RunStateEvent(
        long number,
        RunState state,
        int attempt,
        int step,
        int steps,
        @Nullable Double loss,
        String phase,
        @Nullable Double secondsLeft) {
    static RunStateEvent of(RunProgress progress) {
        return new RunStateEvent(
                progress.number(),
                progress.state(),
                progress.attempt(),
                progress.step(),
                progress.steps(),
                progress.loss(),
                progress.phase(),
                progress.secondsLeft());
    }
}
