package io.understudy.training.backends.cluster.jobs;

import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Warns before a job that runs is ended by its time limit. */
final class TimeLimit {
    private static final Duration NEAR = Duration.ofMinutes(30);
    /** A trainer is stopped two minutes before, which Slurm may bring forward by another one. */
    private static final Duration STOPPED_BEFORE = Duration.ofMinutes(3);

    private static final int STEPS_FOR_A_SPEED = 20;
    private static final int MINUTES_UNTIL_HOURS = 120;

    private TimeLimit() {}

    /**
     * @param asked whose limit counts where the engine does not say when its own ends the job
     * @param spent by the job so far
     * @param made steps in that time
     * @param missing steps until the training is done
     * @return with a space before it; empty as long as there is nothing to warn of
     */
    static String warning(JobStanding standing, Resources asked, Duration spent, int made, int missing, Instant now) {
        Duration left = left(standing, asked, spent, now);
        if (standing.phase() != Phase.RUNNING || left == null) {
            return "";
        }
        boolean hasSpeed = made >= STEPS_FOR_A_SPEED && !spent.isZero();
        if (hasSpeed ? isEnough(left, spent, made, missing) : left.compareTo(NEAR) > 0) {
            return "";
        }
        return " Its time limit ends the job " + (left.toMinutes() < 1 ? "now" : "in " + words(left.toMinutes()))
                + (hasSpeed
                        ? ", before the training is done: resume the run then, and it continues from what was saved."
                        : ".");
    }

    /** Null for no limit. */
    private static @Nullable Duration left(JobStanding standing, Resources asked, Duration spent, Instant now) {
        if (standing.limit() != null) {
            return Duration.between(now, standing.limit());
        }
        return asked.minutes() == 0 ? null : Duration.ofMinutes(asked.minutes()).minus(spent);
    }

    private static boolean isEnough(Duration left, Duration spent, int made, int missing) {
        return missing <= 0
                || spent.multipliedBy(missing)
                                .compareTo(left.minus(STOPPED_BEFORE).multipliedBy(made))
                        <= 0;
    }

    private static String words(long minutes) {
        return minutes >= MINUTES_UNTIL_HOURS
                ? "about " + Math.round(minutes / 60.0) + " hours"
                : minutes + (minutes == 1 ? " minute" : " minutes");
    }
}
