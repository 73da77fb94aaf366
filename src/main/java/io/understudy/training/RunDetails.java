package io.understudy.training;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.storage.BlobHash;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one run except its points, samples and log.
 *
 * @param attempt 0 before the first worker took it
 * @param attemptFromStep the step after which the current attempt began
 * @param trained time spent making steps, in all attempts
 * @param failure why it stopped, for people; null unless it stopped
 * @param advice what to do about it
 * @param rerunOf the number of the run whose settings were taken over and changed
 * @param estimatedCost in US dollars, at the prices of the launch; null when it costs nothing or no price was known
 * @param lora the result; null before success
 * @param config what the trainer itself says it did, a JSON blob; null where it says nothing
 * @param queuePlace 1 for the next one to start on its backend; 0 unless queued
 * @param reportedRequest the service's name of the request, which it reported while this run was unconfirmed
 * @param archived whether it was taken out of the lists
 */
public record RunDetails(
        RunId id,
        long number,
        CharacterId character,
        SnapshotId snapshot,
        String backend,
        String backendName,
        TrainingSettings parameters,
        UUID launchedBy,
        String launchedByName,
        Instant launchedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        int attempt,
        int attemptFromStep,
        Duration trained,
        @Nullable String failure,
        @Nullable String advice,
        @Nullable Long rerunOf,
        @Nullable BigDecimal estimatedCost,
        @Nullable BlobHash lora,
        long loraSize,
        @Nullable BlobHash config,
        int queuePlace,
        @Nullable String reportedRequest,
        boolean archived,
        RunProgress progress) {
    public RunState state() {
        return progress.state();
    }
}
