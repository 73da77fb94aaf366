package io.understudy.training.backends.cluster.slurm;

import io.understudy.training.backends.cluster.JobStanding.Phase;
import java.util.List;
import java.util.Set;

/** Slurm's words for the state of a job. One that is not known here, of a later release perhaps, means that the job is there. */
final class SlurmStates {
    private static final Set<String> ENDED = Set.of(
            "COMPLETED",
            "CANCELLED",
            "FAILED",
            "TIMEOUT",
            "NODE_FAIL",
            "PREEMPTED",
            "BOOT_FAIL",
            "DEADLINE",
            "OUT_OF_MEMORY",
            "LAUNCH_FAILED");

    private static final Set<String> WAITING =
            Set.of("PENDING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "SPECIAL_EXIT", "RESV_DEL_HOLD");

    private SlurmStates() {}

    /** @param words a state and what qualifies it, such as {@code CANCELLED, COMPLETING} */
    static Phase phase(List<String> words) {
        if (words.stream().anyMatch(WAITING::contains)) {
            return Phase.WAITING;
        }
        return !words.isEmpty() && ENDED.containsAll(words) ? Phase.ENDED : Phase.RUNNING;
    }

    /** The word that says most: a job that is still ending has not ended. */
    static String word(List<String> words) {
        return words.stream()
                .filter(word -> phase(List.of(word)) == phase(words))
                .findFirst()
                .orElse("");
    }
}
