package io.understudy.training.backends.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a Job and its pods say together, in Slurm's words where there is one. What is not known here means that it is there. */
final class KubernetesStandings {
    private static final String TRUE = "True";
    private static final String DEADLINE = "DeadlineExceeded";

    private KubernetesStandings() {}

    /**
     * @param refusal why the cluster starts no pod for the job, or does not admit it; empty where it does not say so
     * @param pods of the job, in any order
     */
    static JobStanding of(Job job, List<Pod> pods, String refusal) {
        Pod pod = newest(pods).orElse(null);
        int restarts = Math.max(0, pods.size() - 1);
        if (has(job, "Complete")) {
            return new JobStanding(Phase.ENDED, "COMPLETED", "", 0, restarts);
        }
        Optional<JobCondition> failed = condition(job, "Failed");
        if (failed.isPresent()) {
            return failed(text(failed.get().getReason()), pod, restarts);
        }
        if (job.getMetadata().getDeletionTimestamp() != null || has(job, "FailureTarget")) {
            return running("COMPLETING", restarts);
        }
        if (pod != null) {
            return of(pod, restarts);
        }
        return waiting(withoutPod(job, refusal), restarts);
    }

    /** What is submitted is released at once: suspended since, it waits for Kueue, or for a person. */
    private static String withoutPod(Job job, String refusal) {
        if (isSuspended(job)) {
            return isOfQueue(job) ? detailed("Suspended", refusal) : JobStanding.SUSPENDED;
        }
        return refusal.isEmpty() ? "" : detailed("FailedCreate", refusal);
    }

    static boolean isSuspended(Job job) {
        return job.getSpec() != null && Boolean.TRUE.equals(job.getSpec().getSuspend());
    }

    static boolean isOfQueue(Job job) {
        Map<String, String> labels = job.getMetadata().getLabels();
        return labels != null && labels.containsKey(JobObjects.QUEUE);
    }

    /** A pod that is left of a job that was deleted. */
    static boolean isOver(Pod pod) {
        String phase = phase(pod);
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    static JobStanding ending() {
        return running("COMPLETING", 0);
    }

    private static JobStanding of(Pod pod, int restarts) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return running("COMPLETING", restarts);
        }
        return switch (phase(pod)) {
            case "Pending" -> waiting(reason(pod), restarts);
            case "Running" -> running("RUNNING", restarts);
            case "Succeeded" -> running("COMPLETING", restarts);
            case "Failed" ->
                condition(pod, "DisruptionTarget").isPresent()
                        ? waiting(JobStanding.INTERRUPTED, restarts)
                        : running("COMPLETING", restarts);
            default -> running("UNKNOWN", restarts);
        };
    }

    private static String reason(Pod pod) {
        ContainerStateWaiting waiting =
                state(pod).map(ContainerState::getWaiting).orElse(null);
        if (waiting != null && waiting.getReason() != null) {
            return detailed(waiting.getReason(), text(waiting.getMessage()));
        }
        return conditions(pod)
                .filter(one -> "PodScheduled".equals(one.getType()) && "False".equals(one.getStatus()))
                .findFirst()
                .map(one -> detailed(text(one.getReason()), text(one.getMessage())))
                .orElse(JobStanding.PREPARED);
    }

    private static JobStanding failed(String reason, @Nullable Pod pod, int restarts) {
        String why = pod == null || pod.getStatus() == null
                ? ""
                : text(pod.getStatus().getReason());
        ContainerStateTerminated ended = pod == null
                ? null
                : state(pod).map(ContainerState::getTerminated).orElse(null);
        String state;
        if (DEADLINE.equals(reason) || DEADLINE.equals(why)) {
            state = "TIMEOUT";
        } else if (ended != null && "OOMKilled".equals(ended.getReason())) {
            state = "OUT_OF_MEMORY";
        } else if ("Evicted".equals(why)) {
            state = "EVICTED";
        } else if (pod != null && condition(pod, "DisruptionTarget").isPresent()) {
            state = "PREEMPTED";
        } else {
            state = "FAILED";
        }
        return new JobStanding(
                Phase.ENDED,
                state,
                detailed(reason, lastLine(ended, pod)),
                ended == null ? null : ended.getExitCode(),
                restarts);
    }

    /** Of what the pod printed, or of what its machine says. */
    private static String lastLine(@Nullable ContainerStateTerminated ended, @Nullable Pod pod) {
        String said = ended == null ? "" : text(ended.getMessage());
        if (said.isBlank() && pod != null && pod.getStatus() != null) {
            said = text(pod.getStatus().getMessage());
        }
        return said.strip().lines().reduce("", (before, line) -> line);
    }

    private static JobStanding waiting(String reason, int restarts) {
        return new JobStanding(Phase.WAITING, "PENDING", reason, null, restarts);
    }

    private static JobStanding running(String state, int restarts) {
        return new JobStanding(Phase.RUNNING, state, "", null, restarts);
    }

    private static String detailed(String word, String words) {
        return words.isBlank() ? word : word + ": " + KubernetesErrors.shortened(words);
    }

    static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException none) {
            return null;
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    static Optional<Pod> newest(List<Pod> pods) {
        return pods.stream()
                .max(Comparator.comparing((Pod pod) -> !isOver(pod))
                        .thenComparing(pod -> text(pod.getMetadata().getCreationTimestamp())));
    }

    private static String phase(Pod pod) {
        return pod.getStatus() == null ? "Pending" : text(pod.getStatus().getPhase());
    }

    /** Of the only container. */
    private static Optional<ContainerState> state(Pod pod) {
        return pod.getStatus() == null
                ? Optional.empty()
                : pod.getStatus().getContainerStatuses().stream()
                        .map(container -> container.getState())
                        .filter(Objects::nonNull)
                        .findFirst();
    }

    private static boolean has(Job job, String type) {
        return condition(job, type).isPresent();
    }

    static boolean isOver(Job job) {
        return has(job, "Complete") || has(job, "Failed");
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        return job.getStatus() == null
                ? Optional.empty()
                : job.getStatus().getConditions().stream()
                        .filter(one -> type.equals(one.getType()) && TRUE.equals(one.getStatus()))
                        .findFirst();
    }

    private static Stream<PodCondition> conditions(Pod pod) {
        return pod.getStatus() == null ? Stream.empty() : pod.getStatus().getConditions().stream();
    }

    private static Optional<PodCondition> condition(Pod pod, String type) {
        return conditions(pod)
                .filter(one -> type.equals(one.getType()) && TRUE.equals(one.getStatus()))
                .findFirst();
    }
}
