package io.understudy.training.backend;

/** This job is no longer wanted: it was cancelled, or another worker has it. */
public class JobUnwanted extends RuntimeException {
    public JobUnwanted(String message) {
        super(message);
    }
}
