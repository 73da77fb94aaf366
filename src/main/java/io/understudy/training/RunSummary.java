package io.understudy.training;

import io.understudy.characters.CharacterId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A run as lists show it. */
public record RunSummary(
        RunId id,
        long number,
        CharacterId character,
        String backend,
        RunPulse pulse,
        double learningRate,
        int rank,
        double alpha,
        int batchSize,
        UUID launchedBy,
        String launchedByName,
        Instant launchedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    public RunState state() {
        return pulse.state();
    }
}
