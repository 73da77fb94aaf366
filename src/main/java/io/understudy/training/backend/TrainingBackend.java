package io.understudy.training.backend;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A place where LoRAs are trained. Every implementation passes the same contract test.
 *
 * <p>A job reports through the {@link RunReporter} that it was given, from threads of the backend's own, until exactly
 * one of {@code finished}, {@code failed} or {@code cancelled}, which is its last word.
 */
public interface TrainingBackend {
    /** Short and stable, for example {@code miniature}: it is stored with every run. */
    String id();

    String displayName();

    BackendCapabilities capabilities();

    /** How long a job of this size takes from its start, as far as it can be known beforehand. */
    Duration estimate(JobParameters parameters, int pictures);

    /**
     * Starts a job and answers without waiting for it. A job that carries a checkpoint goes on from there.
     *
     * @return the backend's own name of the job, stored with the run
     * @throws BackendProblem when the job cannot be accepted; nothing was started
     */
    String submit(BackendJob job, RunReporter reporter);

    /**
     * Takes a job up again after this product was stopped: attaches to what still runs under the handle, or goes on from
     * the checkpoint that the job carries.
     *
     * @param handle what {@link #submit} answered in an earlier life; null when that answer was never stored
     * @throws BackendProblem when it cannot be taken up again
     */
    default String resume(@Nullable String handle, BackendJob job, RunReporter reporter) {
        return submit(job, reporter);
    }

    /** Asks a job to stop within one step; does nothing when it is not, or no longer, running here. */
    void cancel(String handle);
}
