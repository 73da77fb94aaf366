package io.understudy.training.queue;

import java.time.Instant;

/**
 * Why a queue starts nothing.
 *
 * @param by the name of the admin who paused it
 * @param reason in the admin's words; may be empty
 */
public record QueuePause(Instant since, String by, String reason) {}
