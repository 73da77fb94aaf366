package io.understudy.platform.jobs;

import io.understudy.platform.core.TypedId;

/** A job that a worker has just taken, with what it needs to begin. */
public interface JobClaim<K extends TypedId> {
    JobLease<K> lease();
}
