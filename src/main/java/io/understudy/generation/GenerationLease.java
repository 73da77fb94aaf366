package io.understudy.generation;

/** A worker's hold on a job, in one attempt. */
record GenerationLease(GenerationId job, String worker, int attempt) {}
