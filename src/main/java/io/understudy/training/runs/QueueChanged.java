package io.understudy.training.runs;

/** A queue was paused, resumed or reordered; published inside the transaction, received after it is committed. */
public record QueueChanged(String backend) {}
