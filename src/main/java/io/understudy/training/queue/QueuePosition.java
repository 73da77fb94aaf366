package io.understudy.training.queue;

/**
 * Place of a waiting run.
 *
 * @param place 1 for the next one to start on its backend
 * @param of how many wait there
 * @param reason what it waits for, in a sentence
 */
public record QueuePosition(int place, int of, String reason) {}
