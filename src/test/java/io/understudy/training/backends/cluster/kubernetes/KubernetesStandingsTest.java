package io.understudy.training.backends.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesStandingsTest {
    private static final String FAILED =
            "{conditions: [{type: Failed, status: 'True', reason: BackoffLimitExceeded, message: 'has reached the limit'}]}";

    private static JobStanding of(String jobStatus, String... podStatuses) {
        Job job = Serialization.unmarshal(
                "apiVersion: batch/v1\nkind: Job\nmetadata: {name: run}\nspec: {}\nstatus: " + jobStatus, Job.class);
        List<Pod> pods = Stream.of(podStatuses)
                .map(status -> Serialization.unmarshal(
                        "apiVersion: v1\nkind: Pod\nmetadata: {name: run-x}\nstatus: " + status, Pod.class))
                .toList();
        return KubernetesStandings.of(job, pods, "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | The machine fetches the image and prepares the container.",
                "{containerStatuses: [{state: {waiting: {reason: ContainerCreating}}}]} |"
                        + " The machine fetches the image and prepares the container (ContainerCreating).",
                "{containerStatuses: [{state: {waiting: {reason: ErrImagePull, message: not found}}}]} |"
                        + " The machine cannot fetch the container image (ErrImagePull). The cluster says: not found",
                "{containerStatuses: [{state: {waiting: {reason: ImagePullBackOff, message: denied}}}]} |"
                        + " The machine cannot fetch the container image (ImagePullBackOff). The cluster says: denied",
                "{containerStatuses: [{state: {waiting: {reason: CreateContainerConfigError, message: no secret}}}]} |"
                        + " The machine cannot start the container (CreateContainerConfigError). The cluster"
                        + " says: no secret",
                "{containerStatuses: [{state: {waiting: {reason: NewWord, message: later}}}]} |"
                        + " The job waits (NewWord). The cluster says: later",
                "{conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: 0/3 nodes"
                        + " are available}]} | No machine of the cluster can take the job at present (Unschedulable)."
                        + " The cluster says: 0/3 nodes are available",
                "{conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: 1 Insufficient"
                        + " nvidia.com/gpu}]} | The job waits until cards are free (Unschedulable). The cluster says:"
                        + " 1 Insufficient nvidia.com/gpu",
                "{conditions: [{type: PodScheduled, status: 'False', reason: SchedulingGated}]} |"
                        + " The cluster holds the job back (SchedulingGated).",
            })
    void aPodThatDoesNotStartSaysWhyAndNeverFails(String pod, String sentence) {
        JobStanding standing = of("{}", pod.replaceFirst("\\{", "{phase: Pending, "));

        assertThat(standing.phase()).isEqualTo(Phase.WAITING);
        assertThat(standing.sentence()).isEqualTo(sentence);
    }

    @Test
    void aJobThatAPersonSuspendedSaysSo() {
        Job suspended = Serialization.unmarshal(
                "apiVersion: batch/v1\nkind: Job\nmetadata: {name: run}\nspec: {suspend: true}", Job.class);

        assertThat(KubernetesStandings.of(suspended, List.of(), "").sentence())
                .isEqualTo("The job was suspended outside Understudy.");
    }

    @Test
    void aJobRunsAsItsPodDoes() {
        assertThat(of("{}").sentence()).isEqualTo("The job waits.");
        assertThat(of("{}", "{phase: Running}").sentence()).isEqualTo("The job is running.");
        assertThat(of("{}", "{phase: Succeeded}").sentence()).isEqualTo("The job is ending.");
        assertThat(of("{}", "{phase: Failed}").phase()).isEqualTo(Phase.RUNNING);
        assertThat(of("{}", "{phase: Unknown}").phase()).isEqualTo(Phase.RUNNING);
        assertThat(of("{}", "{phase: Later}").phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void aPodThatMadeRoomIsReplaced() {
        String gone = "{phase: Failed, conditions: [{type: DisruptionTarget, status: 'True'}]}";

        assertThat(of("{}", gone).sentence())
                .isEqualTo("The job had to make room or lost its machine, and starts again.");
        JobStanding again = of("{}", gone, "{phase: Running}");
        assertThat(again.sentence()).isEqualTo("The job is running.");
        assertThat(again.restarts()).isOne();
    }

    @Test
    void anEndIsTheJobsAndSaysWhatThePodSaid() {
        assertThat(of("{conditions: [{type: Complete, status: 'True'}]}", "{phase: Succeeded}")
                        .completed())
                .isTrue();
        assertThat(of("{conditions: [{type: FailureTarget, status: 'True'}]}", "{phase: Failed}")
                        .phase())
                .isEqualTo(Phase.RUNNING);
        JobStanding failed = of(
                FAILED,
                "{phase: Failed, containerStatuses: [{state: {terminated: {exitCode: 3, reason: Error, message: \"one\\ntwo\"}}}]}");
        assertThat(failed.exitCode()).isEqualTo(3);
        assertThat(failed.sentence()).isEqualTo("The job failed with exit code 3. The cluster says: two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{phase: Failed, reason: DeadlineExceeded} | TIMEOUT | The job reached its time limit.",
                "{phase: Failed, reason: Evicted, message: low on disk} | EVICTED |"
                        + " The machine had too little disk or memory left and ended the job. The cluster says: low on disk",
                "{phase: Failed, containerStatuses: [{state: {terminated: {exitCode: 137, reason: OOMKilled}}}]} |"
                        + " OUT_OF_MEMORY | The job needed more memory than it had asked for.",
                "{phase: Failed, conditions: [{type: DisruptionTarget, status: 'True'}]} | PREEMPTED |"
                        + " The job had to make room for another one.",
            })
    void anEndHasItsCause(String pod, String state, String sentence) {
        JobStanding standing = of(FAILED, pod);

        assertThat(standing.phase()).isEqualTo(Phase.ENDED);
        assertThat(standing.state()).isEqualTo(state);
        assertThat(standing.sentence()).isEqualTo(sentence);
    }

    @Test
    void anEndWhosePodIsGoneIsAnEnd() {
        assertThat(of(FAILED).sentence()).isEqualTo("The job failed; the engine's reason is BackoffLimitExceeded.");
        assertThat(of("{conditions: [{type: Failed, status: 'True', reason: DeadlineExceeded}]}")
                        .state())
                .isEqualTo("TIMEOUT");
    }
}
