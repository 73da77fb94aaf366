package io.understudy.training.backends.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.understudy.providers.engines.EngineSettings.KubernetesJob;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.Launch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JobObjectsTest {
    private static final String RUN = "0d8f2a56-1c1b-4a5e-9a49-1b1f0c6f7a01";

    private static String yaml(KubernetesJob settings, Resources resources) {
        JobRequest request = new JobRequest(
                "understudy-" + RUN + "-2",
                "/understudy/" + RUN,
                "job.sh",
                resources,
                Placement.DEFAULT,
                Launch.PLAIN,
                120);
        return Serialization.asYaml(new JobObjects("training", settings, "/opt/python").job(request))
                .replace("\"", "");
    }

    @Test
    void aJobAsksForWhatTheEngineIsSetTo() {
        String yaml = yaml(
                new KubernetesJob(
                        "team/trainer:1",
                        2,
                        60,
                        32_000,
                        8,
                        "lora",
                        "urgent",
                        "gpu-low",
                        List.of("nvidia.com/gpu.product=A100"),
                        List.of("gpu=true:NoSchedule", "spot:NoExecute", "any"),
                        "trainer",
                        "registry",
                        "huggingface",
                        "models"),
                new Resources(2, "", 8, 32_000, 60));

        assertThat(yaml)
                .contains(
                        "app.kubernetes.io/managed-by: understudy",
                        "understudy/run: " + RUN,
                        "nvidia.com/gpu: 2",
                        "memory: 32000Mi",
                        "cpu: 8",
                        "image: team/trainer:1",
                        "nvidia.com/gpu.product: A100",
                        "effect: NoSchedule",
                        "value: true",
                        "operator: Exists",
                        "serviceAccountName: trainer",
                        "priorityClassName: gpu-low",
                        "name: registry",
                        "name: huggingface",
                        "claimName: models",
                        "mountPath: /models",
                        "- /opt/python")
                // A time limit is for the pod that runs, with hours to fetch its image and to send the result; waiting
                // has
                // none.
                .containsOnlyOnce("activeDeadlineSeconds: 18000");
    }

    @Test
    @Tag("attack")
    void aJobStartsOnceSavesWhatItHasAndNeedsNoRoot() {
        String yaml = yaml(PodJobs.settings(""), new Resources(1, "", 1, 0, 0));

        assertThat(yaml)
                .contains(
                        "backoffLimit: 0",
                        "action: Ignore",
                        "type: DisruptionTarget",
                        "restartPolicy: Never",
                        "terminationGracePeriodSeconds: 180",
                        "ttlSecondsAfterFinished: 86400",
                        "runAsNonRoot: true",
                        "allowPrivilegeEscalation: false",
                        "type: RuntimeDefault",
                        "medium: Memory",
                        "ephemeral-storage: 20Gi",
                        "ephemeral-storage: 200Gi",
                        "automountServiceAccountToken: false")
                .doesNotContain(
                        "queue-name", "activeDeadlineSeconds", "claimName", "serviceAccountName", "priorityClassName");
    }

    private static Job held(JobObjects objects) {
        return objects.job(new JobRequest(
                "understudy-" + RUN,
                "/understudy/" + RUN,
                "job.sh",
                new Resources(0, "", 1, 0, 0),
                Placement.DEFAULT,
                Launch.PLAIN,
                0));
    }

    @Test
    void aJobIsHeldUntilItIsReleased() {
        JobObjects objects = new JobObjects("training", PodJobs.settings(""), "python3");
        Job held = held(objects);
        assertThat(held.getSpec().getSuspend()).isTrue();
        assertThat(objects.isHeld(held)).isTrue();

        Job released = objects.released(held);

        assertThat(released.getSpec().getSuspend()).isFalse();
        assertThat(objects.isHeld(released)).isFalse();
    }

    @Test
    void kueueKnowsOfAJobOnceItIsReleasedAndThenStartsIt() {
        KubernetesJob settings =
                new KubernetesJob("trainer", 1, 0, 0, 1, "lora", "urgent", "", List.of(), List.of(), "", "", "", "");
        JobObjects objects = new JobObjects("training", settings, "python3");
        Job held = held(objects);
        assertThat(held.getMetadata().getLabels()).doesNotContainKeys(JobObjects.QUEUE, JobObjects.QUEUE_PRIORITY);
        assertThat(objects.isHeld(held)).isTrue();

        Job released = objects.released(held);

        assertThat(released.getMetadata().getLabels())
                .containsEntry(JobObjects.QUEUE, "lora")
                .containsEntry(JobObjects.QUEUE_PRIORITY, "urgent");
        assertThat(released.getSpec().getSuspend()).isTrue();
        assertThat(objects.isHeld(released)).isFalse();
    }

    @Test
    void theSecretBelongsToTheJob() {
        Job job = held(new JobObjects("training", PodJobs.settings(""), "python3"));
        job.getMetadata().setUid("1234");

        assertThat(Serialization.asYaml(new JobObjects("training", PodJobs.settings(""), "python3")
                        .secret(job, Map.of("job.json", "{}"))))
                .contains("uid: \"1234\"", "immutable: true");
    }
}
