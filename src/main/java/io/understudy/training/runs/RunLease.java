package io.understudy.training.runs;

import io.understudy.training.RunId;

/** The right to write to a run: this worker's, in this attempt, until another worker or a person ends it. */
public record RunLease(RunId run, String worker, int attempt) {}
