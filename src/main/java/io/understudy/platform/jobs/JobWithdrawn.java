package io.understudy.platform.jobs;

/** This job is no longer wanted: it was cancelled, or another worker has it. */
public class JobWithdrawn extends RuntimeException {
    public JobWithdrawn(String message) {
        super(message);
    }
}
