package io.understudy.training.backend;

/** Nobody wants this job any more: it was cancelled, or another worker has it. */
public class JobUnwanted extends RuntimeException {
    public JobUnwanted(String message) {
        super(message);
    }
}
