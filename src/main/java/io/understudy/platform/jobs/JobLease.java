package io.understudy.platform.jobs;

import io.understudy.platform.core.TypedId;

/** The right to write to a job: this worker's, in this attempt, until another worker or a person ends it. */
public record JobLease<K extends TypedId>(K job, String worker, int attempt) {}
