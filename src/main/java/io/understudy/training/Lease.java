package io.understudy.training;

/** The right to write to a run: this worker's, in this attempt, until another worker or a person ends it. */
record Lease(RunId run, String worker, int attempt) {}
