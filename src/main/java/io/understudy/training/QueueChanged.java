package io.understudy.training;

/** A queue was paused, resumed or reordered; published inside the transaction, received after it is committed. */
record QueueChanged(String backend) {}
