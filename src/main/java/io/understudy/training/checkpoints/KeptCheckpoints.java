package io.understudy.training.checkpoints;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a run's states.
 *
 * @param count of the checkpoints that are kept
 * @param bytes of all of them
 * @param finished the run has its result: nothing will resume from them
 * @param until from when on they may be removed; null while the version is not decided
 * @param prunedAt when some were removed; null when all are there
 */
public record KeptCheckpoints(
        int count,
        long bytes,
        boolean finished,
        @Nullable Instant until,
        @Nullable Instant prunedAt) {}
