package io.understudy.training.backends.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a job so far. A job that has ended as {@code COMPLETED} has run its script; whether that made a LoRA only
 * its files tell.
 *
 * @param state the scheduler's own word; a machine without a scheduler uses Slurm's
 * @param reason the scheduler's own word for why it waits or ended, perhaps followed by a colon and words
 *     for people; empty where it gives none
 * @param exitCode where it has ended; null where that is not known
 * @param restarts how often it was put back into the queue
 * @param place in the queue, from 1; null where that is not known
 * @param expectedStart of a job that waits; null where that is not known
 * @param limit when its time limit ends a job that runs; null where it has none, or the engine does not say so
 * @param name of the job; empty where the engine does not say it
 * @param rank why others come first, such as {@code priority 1042, fair-share factor 0.31}; empty where that is not known
 */
public record JobStanding(
        Phase phase,
        String state,
        String reason,
        @Nullable Integer exitCode,
        int restarts,
        @Nullable Integer place,
        @Nullable Instant expectedStart,
        @Nullable Instant limit,
        String name,
        String rank) {
    public enum Phase {
        WAITING,
        RUNNING,
        ENDED,
        /** The scheduler no longer remembers it: its files have the answer. */
        GONE
    }

    /** Reasons where the engine has no word of its own. */
    public static final String CARDS_TAKEN = "CardsTaken";

    public static final String PREPARED = "Prepared";
    public static final String SUSPENDED = "SuspendedOutside";
    public static final String INTERRUPTED = "Interrupted";

    public static final JobStanding UNKNOWN = new JobStanding(Phase.GONE, "", "", null, 0);

    /** Without what is known of its place, its times, its name and its rank. */
    public JobStanding(Phase phase, String state, String reason, @Nullable Integer exitCode, int restarts) {
        this(phase, state, reason, exitCode, restarts, null, null, null, "", "");
    }

    public JobStanding named(String job) {
        return new JobStanding(phase, state, reason, exitCode, restarts, place, expectedStart, limit, job, rank);
    }

    public boolean completed() {
        return phase == Phase.ENDED && "COMPLETED".equals(state);
    }

    public String sentence() {
        return StandingSentences.of(this);
    }
}
