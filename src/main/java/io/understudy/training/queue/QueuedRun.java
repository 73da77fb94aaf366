package io.understudy.training.queue;

import io.understudy.training.RunSummary;
import java.time.Instant;

/**
 * A run that waits.
 *
 * @param place 1 for the next one to start
 * @param placedByAdmin an admin gave it this place, outside of the fair order
 * @param interrupted it was running already and lost its worker
 * @param since when it began to wait
 */
public record QueuedRun(RunSummary run, int place, boolean placedByAdmin, boolean interrupted, Instant since) {}
