package io.understudy.training;

/**
 * Where a waiting run stands.
 *
 * @param place 1 for the next one to start on its backend
 * @param of how many wait there
 * @param reason what it waits for, in a sentence
 */
public record QueueStanding(int place, int of, String reason) {}
