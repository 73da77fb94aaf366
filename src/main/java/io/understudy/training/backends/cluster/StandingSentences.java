package io.understudy.training.backends.cluster;

import io.understudy.platform.core.Wording;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the words of a scheduler mean. Its own word for why a job waits follows in brackets. */
final class StandingSentences {
    private static final Map<String, String> ENDED = Map.ofEntries(
            Map.entry("COMPLETED", "The job has ended."),
            Map.entry("CANCELLED", "The job was cancelled outside Understudy."),
            Map.entry("DELETED", "The job was deleted outside Understudy."),
            Map.entry("TIMEOUT", "The job reached its time limit."),
            Map.entry("OUT_OF_MEMORY", "The job needed more memory than it had asked for."),
            Map.entry("NODE_FAIL", "The machine that ran the job failed."),
            Map.entry("BOOT_FAIL", "The machine for the job could not be started."),
            Map.entry("PREEMPTED", "The job had to make room for another one."),
            Map.entry("DEADLINE", "The job could not be run before its deadline."),
            Map.entry("EVICTED", "The machine had too little disk or memory left and ended the job."));

    private static final String CARDS = "The job waits until cards are free.";
    private static final String IMAGE = "The machine cannot fetch the container image.";
    private static final String CONTAINER = "The machine cannot start the container.";
    private static final String CREATING = "The machine fetches the image and prepares the container.";
    private static final String MUCH = "The job asks for more than the quality of service allows.";

    /** By the beginning of the reason; the longest one counts. */
    private static final Map<String, String> WAITING = Map.ofEntries(
            // Slurm
            Map.entry("Resources", CARDS),
            Map.entry("Priority", "Other jobs come first."),
            Map.entry("BeginTime", "The job may not start before the time that was set for it."),
            Map.entry("Dependency", "The job waits for another job."),
            Map.entry("DependencyNeverSatisfied", "The job waits for another job that can no longer end as it should."),
            Map.entry("JobHeldUser", "The job was held outside Understudy, in the account of the jobs."),
            Map.entry("JobHeldAdmin", "The job was held outside Understudy, by an admin or the cluster itself."),
            Map.entry("launch_failed_requeued_held", "The cluster could not start the job and holds it back."),
            Map.entry("PartitionDown", "The partition does not start jobs at present."),
            Map.entry("PartitionInactive", "The partition does not start jobs at present."),
            Map.entry("PartitionTimeLimit", "The job asks for more time than the partition allows."),
            Map.entry("PartitionNodeLimit", "The job asks for more than the partition allows."),
            Map.entry("ReqNodeNotAvail", "The machines that it needs are not available at present."),
            Map.entry("NodeDown", "The machines that it needs are not available at present."),
            Map.entry("Reservation", "The job waits for its reservation."),
            Map.entry("ReservationDeleted", "The reservation of the job no longer exists."),
            Map.entry("BadConstraints", "No machine meets what the job asks for."),
            Map.entry("QOS", "The limit of the quality of service is reached."),
            Map.entry("QOSMaxJobsPerUser", "As many jobs of this account run as the quality of service allows."),
            Map.entry("QOSMaxGRESPerUser", "This account uses as many cards as the quality of service allows."),
            Map.entry("QOSGrpGRES", "All cards of the quality of service are in use."),
            Map.entry("QOSGrpJobsLimit", "As many jobs run as the quality of service allows."),
            Map.entry("QOSMaxGRESPerJob", MUCH),
            Map.entry("QOSMaxWallDurationPerJob", "The job asks for more time than the quality of service allows."),
            Map.entry("QOSTimeLimit", "The job asks for more time than the quality of service allows."),
            Map.entry("QOSNotAllowed", "The account may not use this quality of service."),
            Map.entry("InvalidQOS", "The cluster does not have this quality of service."),
            Map.entry("Assoc", "The limit of the account is reached."),
            Map.entry("AssocGrpGRES", "All cards of the account's share are in use."),
            Map.entry("AssocGrpGRESMinutes", "The account has used up its time on cards."),
            Map.entry("AssocGrpGRESRunMinutes", "The account's running jobs use all of its time on cards."),
            Map.entry("AssocMaxJobs", "As many jobs of the account run as it may have."),
            Map.entry("AssocGrpJobsLimit", "As many jobs of the account run as it may have."),
            Map.entry("AssocMaxWallDurationPerJob", "The job asks for more time than the account allows."),
            Map.entry("AccountNotAllowed", "The account may not use this partition."),
            Map.entry("InvalidAccount", "The cluster does not have this account."),
            Map.entry("MaxGRESPerAccount", "The account uses as many cards as it may."),
            Map.entry("Licenses", "The job waits for a licence."),
            Map.entry("Prolog", "The machine prepares itself for the job."),
            Map.entry("Cleaning", "The job is being put back into the queue."),
            // Kubernetes and Kueue
            Map.entry("Suspended", "The job waits until the cluster's queue admits it."),
            Map.entry("Unschedulable", "No machine of the cluster can take the job at present."),
            Map.entry("SchedulingGated", "The cluster holds the job back."),
            Map.entry("ContainerCreating", CREATING),
            Map.entry("PodInitializing", CREATING),
            Map.entry("ErrImage", IMAGE),
            Map.entry("ImagePullBackOff", IMAGE),
            Map.entry("InvalidImageName", IMAGE),
            Map.entry("ImageInspectError", IMAGE),
            Map.entry("RegistryUnavailable", IMAGE),
            Map.entry("SignatureValidationFailed", IMAGE),
            Map.entry("CreateContainer", CONTAINER),
            Map.entry("RunContainerError", CONTAINER),
            Map.entry("CrashLoopBackOff", CONTAINER),
            Map.entry("FailedCreate", "The cluster lets the job start no pod."),
            // ours, where the engine has no word
            Map.entry(JobStanding.CARDS_TAKEN, CARDS),
            Map.entry(JobStanding.PREPARED, CREATING),
            Map.entry(JobStanding.SUSPENDED, "The job was suspended outside Understudy."),
            Map.entry(JobStanding.INTERRUPTED, "The job had to make room or lost its machine, and starts again."));

    private static final Set<String> OURS =
            Set.of(JobStanding.CARDS_TAKEN, JobStanding.PREPARED, JobStanding.SUSPENDED, JobStanding.INTERRUPTED);

    /** What follows it in a reason are words for people. */
    private static final String DETAIL = ": ";

    private static final Pattern NO_CARD = Pattern.compile("Insufficient nvidia\\.com/gpu");
    private static final int MOST_OF_A_WORD = 60;
    private static final int MOST_OF_A_DETAIL = 300;

    private StandingSentences() {}

    static String of(JobStanding standing) {
        String[] reason = standing.reason().split(DETAIL, 2);
        String detail = reason.length < 2 ? "" : Wording.cut(reason[1].strip(), MOST_OF_A_DETAIL);
        String words = words(standing, Wording.cut(reason[0].strip(), MOST_OF_A_WORD), detail);
        if (detail.isEmpty()) {
            return words;
        }
        return words + (OURS.contains(reason[0]) ? " " : " The cluster says: ") + detail;
    }

    private static String words(JobStanding standing, String word, String detail) {
        return switch (standing.phase()) {
            case WAITING -> waiting(standing, word, detail);
            case RUNNING -> running(standing.state());
            case ENDED -> ENDED.getOrDefault(standing.state(), failed(standing, word));
            case GONE -> "The engine no longer remembers the job.";
        };
    }

    private static String waiting(JobStanding standing, String word, String detail) {
        String words = WAITING.entrySet().stream()
                .filter(one -> word.startsWith(one.getKey()))
                .max(Comparator.comparingInt(one -> one.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse("The job waits.");
        if (word.equals("BeginTime") && standing.restarts() > 0) {
            words = "The job was put back into the queue and starts again in about two minutes.";
        } else if (word.equals("Unschedulable") && NO_CARD.matcher(detail).find()) {
            words = CARDS;
        }
        return word.isEmpty() || word.equals("None") || OURS.contains(word) ? words : bracketed(words, word);
    }

    private static String bracketed(String sentence, String word) {
        return sentence.substring(0, sentence.length() - 1) + " (" + word + ").";
    }

    private static String running(String state) {
        return switch (state) {
            case "RUNNING" -> "The job is running.";
            case "COMPLETING" -> "The job is ending.";
            case "SUSPENDED", "STOPPED" -> "The job was suspended outside Understudy (" + state + ").";
            case "CONFIGURING", "POWER_UP_NODE" -> "The machine for the job is being started (" + state + ").";
            default -> "The engine has the job and calls it " + Wording.cut(state, MOST_OF_A_WORD) + ".";
        };
    }

    private static String failed(JobStanding standing, String word) {
        if (standing.exitCode() != null) {
            return "The job failed with exit code " + standing.exitCode() + ".";
        }
        return word.isEmpty() || word.equals("None")
                ? "The job failed."
                : "The job failed; the engine's reason is " + word + ".";
    }
}
