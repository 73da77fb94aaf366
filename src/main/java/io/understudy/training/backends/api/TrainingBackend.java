package io.understudy.training.backends.api;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.engines.BackendTerms;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendJob.JobCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place where LoRAs are trained. Every implementation passes the same contract test.
 *
 * <p>A job reports through the {@link RunReporter} that it was given, from threads of the backend's own, until exactly
 * one of {@code finished}, {@code failed}, {@code unclear} or {@code cancelled}, which is its final report.
 */
public interface TrainingBackend {
    /** Short and stable, for example {@code miniature}: it is stored with every run. */
    String id();

    String displayName();

    BackendCapabilities capabilities();

    /** Whether it can be chosen now; a hosted service is connected once an admin has given its key. */
    default boolean isConnected() {
        return true;
    }

    /** Whether its jobs are computed elsewhere: then they take nothing of this server that other runs would need. */
    default boolean isRemote() {
        return false;
    }

    /**
     * How many jobs of the whole installation it should have at the same time, until an admin says otherwise; asked only
     * where jobs are computed elsewhere.
     */
    default int concurrency() {
        return 1;
    }

    /** Names the account whose {@link #concurrency} backends share; empty where there is none. */
    default Optional<String> account() {
        return Optional.empty();
    }

    /** Whether jobs of the other, or of this one, count for both. */
    default boolean sharesAccountWith(TrainingBackend other) {
        return account().isPresent() && account().equals(other.account());
    }

    /** Whether a job here waits as long as one of the other's computes; else only the queue keeps them apart. */
    default boolean sees(TrainingBackend other) {
        return true;
    }

    /** What shares the {@link #concurrency}, as the beginning of a sentence. */
    default String accountWords(String account) {
        return "The account at " + account;
    }

    /** What admins set for it; the team's own engines have terms. */
    default BackendTerms terms() {
        return BackendTerms.OPEN;
    }

    /** How long a job of this size takes from its start, as far as it can be known beforehand. */
    Duration estimate(TrainingSettings parameters, int pictures);

    /**
     * Starts a job and answers without waiting for it. A job that carries a memo was begun before: what still runs is
     * attached to. One that carries a checkpoint continues from there.
     *
     * @return the backend's own name of the job, by which it is stopped
     * @throws JobFailure when the job cannot be accepted; nothing was started
     */
    String submit(BackendJob job, RunReporter reporter);

    /**
     * Writes the LoRA as it was trained up to a checkpoint. Trainers that save LoRA files as checkpoints need nothing else.
     *
     * @param title for its metadata
     * @throws JobFailure when the checkpoint cannot be read
     */
    default void writeLora(JobCheckpoint checkpoint, String title, OutputStream out) throws IOException {
        try (InputStream in = checkpoint.bytes().open()) {
            in.transferTo(out);
        }
    }

    /** What a person can ask for while a job with these settings trains; empty where the trainer takes no requests. */
    default Set<ExtraOutput> extras(TrainingSettings parameters) {
        return Set.of();
    }

    /**
     * Asks the trainer of a job for more after the step that it makes. Waits for the engine, outside of transactions.
     *
     * @param key of the job
     * @param memo of the job
     * @throws JobFailure when the engine gives no answer, or no such job runs there
     */
    default void ask(String key, String memo, ExtraOutput wanted) {
        throw new JobFailure(
                displayName() + " makes nothing on request.", "Wait for its next checkpoint and samples.", null);
    }

    /** Asks a job to stop within one step; does nothing when it is not, or no longer, running here. */
    void cancel(String handle);

    /** This node lets a job go, another one will take it up: what runs elsewhere continues, what runs here stops. */
    default void letGo(String handle) {
        cancel(handle);
    }

    /**
     * The service's name of the job that this memo belongs to, as long as its result can be asked for: taking the run up
     * again then costs nothing.
     */
    default Optional<String> request(String memo) {
        return Optional.empty();
    }

    /** Whether taking a job up with this memo sends it to the service, which may charge for it. */
    default boolean sends(@Nullable String memo) {
        return true;
    }

    /**
     * Has a job stopped where a memo says that it runs elsewhere. What is to be done is written down in the caller's
     * transaction and done after its commit, again and again until the service has answered.
     *
     * @param key of the job
     */
    default void cancelRemembered(String key, String memo) {}

    /**
     * Whether its jobs are followed at another address.
     *
     * @param now what has its id at present
     */
    default boolean isReachedElsewhere(TrainingBackend now) {
        return false;
    }

    /** Whether jobs of cancelled runs that run elsewhere are ended by {@link #end}. */
    default boolean endsCancelled() {
        return false;
    }

    /**
     * Ends what an engine of the team's has of a run that is cancelled or given up, in whichever attempt it was started.
     * Waits for the engine, outside of transactions.
     *
     * @param key of the job
     * @return whether nothing of it is seen there any longer; else this is called again
     */
    default boolean end(String key, String memo) {
        return true;
    }

    /**
     * The memo of a job whose result is no longer wanted: what may run of it is ended, and only then is another one sent.
     * Empty where nothing of it needs to be remembered.
     */
    default Optional<String> givenUp(String memo) {
        return Optional.empty();
    }

    /** Whether this is such a memo, and its job has not been seen to be over. */
    default boolean isGivenUp(String memo) {
        return false;
    }

    /** Whether something of the job that this memo belongs to may run elsewhere. */
    default boolean mayRun(@Nullable String memo) {
        return memo != null && (!sends(memo) || isGivenUp(memo));
    }

    /** The memo of a job that ended at the service without a result: it is sent again where a person wants that. */
    default String over(String memo) {
        return memo;
    }

    /**
     * The memo of a job whose answer was lost and that a person found in the service's own list.
     *
     * @param remoteId the service's name of the job
     * @throws JobFailure when this cannot be one
     */
    default String adopt(String remoteId) {
        throw new JobFailure(displayName() + " has no jobs elsewhere.", "Submit the run again.", null);
    }
}
