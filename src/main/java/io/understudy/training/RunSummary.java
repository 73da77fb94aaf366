package io.understudy.training;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.prompting.guide.TriggerWord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as lists show it.
 *
 * @param secondsTrained spent making steps, in all attempts
 * @param loraSize in bytes; null before success
 * @param estimatedCost as in {@link RunDetails}
 * @param archivedAt null for a run that lists show
 */
public record RunSummary(
        RunId id,
        long number,
        CharacterId character,
        SnapshotId snapshot,
        String backend,
        RunProgress progress,
        TriggerWord triggerWord,
        double learningRate,
        int rank,
        double alpha,
        int batchSize,
        int resolution,
        long seed,
        double secondsTrained,
        @Nullable Long loraSize,
        @Nullable BigDecimal estimatedCost,
        String note,
        LossLine lossLine,
        UUID launchedBy,
        String launchedByName,
        Instant launchedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant archivedAt) {
    public RunState state() {
        return progress.state();
    }

    public Duration trained() {
        return Duration.ofMillis(Math.round(1000 * secondsTrained));
    }
}
