package io.understudy.api.runs;

import io.understudy.training.RunState;
import io.understudy.training.RunSummary;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run in a list.
 *
 * @param characterSlug as addresses name the character
 */
record RunLine(
        long number,
        UUID character,
        String characterSlug,
        String snapshot,
        String backend,
        RunState state,
        int step,
        int steps,
        @Nullable Double loss,
        String launchedBy,
        Instant launchedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    static RunLine of(RunSummary run, String slug) {
        return new RunLine(
                run.number(),
                run.character().value(),
                slug,
                run.snapshot().hash(),
                run.backend(),
                run.state(),
                run.progress().step(),
                run.progress().steps(),
                run.progress().loss(),
                run.launchedByName(),
                run.launchedAt(),
                run.startedAt(),
                run.finishedAt());
    }
}
