package io.understudy.training.backends.api;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.TrainingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Receives the progress of a job. The calls come one after another, from any thread. Each may throw {@link
 * JobWithdrawn}: then the job stops and reports nothing more.
 */
public interface RunReporter {
    /** What is being done before the first step, such as "Encoding 24 pictures". */
    void preparing(String words);

    /**
     * Keeps a note for the worker that takes the job up next, in place of the earlier one.
     *
     * <p>It is kept also when a person cancelled the job meanwhile: the name of a request that may cost money is never lost.
     *
     * @param memo at most 4000 characters, given back as {@link BackendJob#memo()}
     */
    void remember(String memo);

    /** As {@link #remember}, right before the call that starts the job at a service that charges for it. */
    void sending(String memo);

    /**
     * The service will charge nothing for what was {@linkplain #sending sent} last; also accepted after the final
     * report.
     *
     * @param memo as for {@link #remember}: the job may be sent again
     */
    void notCharged(String memo);

    /**
     * The service says what it charged for what was {@linkplain #sending sent} last.
     *
     * @param units in the unit that the service charges by
     */
    void billed(BigDecimal units);

    /**
     * Steps are being made, though nothing is measured on them.
     *
     * @param step how many are done; 0 while that is not known
     * @param words what is being done
     */
    void progress(int step, String words);

    /** How long this attempt has computed, as the backend measured it. */
    void computed(Duration time);

    void point(MetricReading reading);

    /**
     * A sample is generated.
     *
     * @param index position in {@link TrainingSettings#samplePrompts()}
     * @param png an encoded PNG picture
     */
    void sample(int step, int index, byte[] png);

    /** The training can resume from here, byte for byte in the backend's own form. */
    void checkpoint(int step, byte[] state);

    /** As {@link #checkpoint(int, byte[])}, for a state that may be large; the file is no longer needed afterwards. */
    default void checkpoint(int step, Path state) {
        try {
            checkpoint(step, Files.readAllBytes(state));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void log(String line);

    void collecting(String words);

    /** What the trainer itself says it did, as JSON: kept with the result. */
    void config(String json);

    /**
     * The result is in this file, a {@code .safetensors}; the backend removes the file after the call returned.
     *
     * @return whether it is kept; else the run has failed, and what the service has of it stays there for a resumed one
     */
    boolean finished(Path lora);

    void failed(JobFailure problem);

    /** As {@link #failed(JobFailure)}, and in the same moment the memo takes the place of the earlier one. */
    void failed(JobFailure problem, String memo);

    /** Nobody knows whether the job was accepted, or what became of it at the service: a person decides. */
    void unconfirmed(JobFailure problem);

    void cancelled();
}
