package io.understudy.training.backends.cluster;

import io.understudy.platform.jobs.JobFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts, follows and ends jobs. Every implementation passes the same contract test. Every method throws
 * {@link EngineUnreachable} when there is no usable answer, after which it is called again: a question never fails a run.
 */
public interface JobScheduler {
    /**
     * @param found it was already there, and nothing was started
     * @param warnings the scheduler's own sentences
     */
    record Submission(String id, boolean found, List<String> warnings) {}

    /**
     * @param state the scheduler's own word
     * @param since when it was submitted; null where that is not known
     */
    record NamedJob(
            String id, String name, String state, @Nullable Instant since) {}

    /** @throws JobFailure when the machine is no such engine */
    SchedulerDescription describe();

    /** The job of this name, also one that has ended, as long as the scheduler remembers it. */
    Optional<String> find(String name);

    /**
     * Looks for the name first: a name is started once, however often this is called. Another attempt of a run needs
     * another name.
     *
     * @throws JobFailure when the scheduler refuses it
     */
    Submission submit(JobRequest request);

    JobStanding standing(String id);

    /** Whether a job that has ended is remembered for hours: one that is gone sooner was deleted. */
    default boolean remembersEnded() {
        return false;
    }

    /** The end of what a job printed, as the engine itself has kept it; empty where it keeps nothing. */
    default String printed(String id) {
        return "";
    }

    /** Does nothing when it has ended. */
    void cancel(String id);

    /** This account's jobs that wait or run and have a name that begins like this. */
    List<NamedJob> named(String prefix);
}
