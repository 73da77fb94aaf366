package io.understudy.training.backends.cluster;

import java.util.Map;

/** What the words of a scheduler mean. */
final class StandingSentences {
    private static final Map<String, String> ENDED = Map.of(
            "COMPLETED", "The job has ended.",
            "CANCELLED", "The job was cancelled.",
            "TIMEOUT", "The job reached its time limit.",
            "OUT_OF_MEMORY", "The job needed more memory than it had asked for.",
            "NODE_FAIL", "The machine that ran the job failed.",
            "BOOT_FAIL", "The machine for the job could not be started.",
            "PREEMPTED", "The job had to make room for another one.",
            "DEADLINE", "The job could not be run before its deadline.",
            "EVICTED", "The machine had too little disk or memory left and ended the job.");

    /** By the beginning of the reason. */
    private static final Map<String, String> WAITING = Map.ofEntries(
            Map.entry("Resources", "The job waits until cards are free."),
            Map.entry("Priority", "Other jobs come first."),
            Map.entry("BeginTime", "The job was put back into the queue and starts again in about two minutes."),
            Map.entry("JobHeld", "The job is held; the cluster's administrator can release it."),
            Map.entry("PartitionDown", "The partition does not start jobs at present."),
            Map.entry("PartitionInactive", "The partition does not start jobs at present."),
            Map.entry("PartitionTimeLimit", "The job asks for more time than the partition allows."),
            Map.entry("PartitionNodeLimit", "The job asks for more than the partition allows."),
            Map.entry("ReqNodeNotAvail", "The machines that it needs are not available at present."),
            Map.entry("Reservation", "The job waits for its reservation."),
            Map.entry("BadConstraints", "No machine meets what the job asks for."),
            Map.entry("QOS", "The limit of the quality of service is reached."),
            Map.entry("Assoc", "The limit of the account is reached."),
            Map.entry("MaxGRESPerAccount", "The account uses as many cards as it may."),
            Map.entry("Licenses", "The job waits for a licence."),
            Map.entry("Cleaning", "The job is being put back into the queue."),
            Map.entry("Suspended", "The job waits until the cluster's queue admits it."),
            Map.entry("Interrupted", "The job had to make room or lost its machine, and starts again."),
            Map.entry("Unschedulable", "No machine of the cluster can take the job at present."),
            Map.entry("SchedulingGated", "The cluster holds the job back."),
            Map.entry("Creating", "The machine fetches the image and prepares the container."),
            Map.entry("ImageProblem", "The machine cannot fetch the container image."),
            Map.entry("ContainerProblem", "The machine cannot start the container."),
            Map.entry("FailedCreate", "The cluster lets the job start no pod."));

    /** What follows it in a reason are words for people. */
    private static final String DETAIL = ": ";

    private StandingSentences() {}

    static String of(JobStanding standing) {
        int colon = standing.reason().indexOf(DETAIL);
        return words(standing)
                + (colon < 0 ? "" : " The cluster says: " + standing.reason().substring(colon + DETAIL.length()));
    }

    private static String words(JobStanding standing) {
        return switch (standing.phase()) {
            case WAITING ->
                WAITING.entrySet().stream()
                        .filter(one -> standing.reason().startsWith(one.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("The job waits" + because(standing) + ".");
            case RUNNING -> running(standing.state());
            case ENDED -> ENDED.getOrDefault(standing.state(), failed(standing));
            case GONE -> "The engine no longer remembers the job.";
        };
    }

    private static String running(String state) {
        return switch (state) {
            case "RUNNING" -> "The job is running.";
            case "COMPLETING" -> "The job is ending.";
            case "SUSPENDED", "STOPPED" -> "The job is suspended.";
            case "CONFIGURING", "POWER_UP_NODE" -> "The machine for the job is being started.";
            default -> "The engine has the job and calls it " + state + ".";
        };
    }

    private static String failed(JobStanding standing) {
        return standing.exitCode() == null
                ? "The job failed" + because(standing) + "."
                : "The job failed with exit code " + standing.exitCode() + ".";
    }

    private static String because(JobStanding standing) {
        return standing.reason().isEmpty() || "None".equals(standing.reason())
                ? ""
                : "; the engine's reason is " + standing.reason().split(DETAIL, 2)[0];
    }
}
