package io.understudy.training.backends.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.EventListBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.understudy.support.OtherProgram;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.JobScheduler.Submission;
import io.understudy.training.backends.cluster.JobSchedulerContract;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract at fabric8's mock of an API server: it proves neither admission nor permissions nor quotas nor scheduling. */
class KubernetesSchedulerTest extends JobSchedulerContract {
    @TempDir
    static Path folder;

    private static MockCluster cluster;
    private static KubernetesScheduler scheduler;

    @BeforeAll
    static void startCluster() {
        OtherProgram.assumeInstalled("python3");
        cluster = new MockCluster(folder.resolve("pods"), Map.of());
        scheduler = scheduler("");
    }

    private static KubernetesScheduler scheduler(String queue) {
        return new KubernetesScheduler(
                cluster.connection(),
                PodJobs.settings(queue),
                "python3",
                path -> PodJobs.links(path, Map.of()),
                Duration.ofMillis(50));
    }

    @AfterAll
    static void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @AfterEach
    void cancelWhatIsLeft() {
        scheduler.named("understudy-").forEach(job -> scheduler.cancel(job.id()));
    }

    @Override
    protected JobScheduler scheduler() {
        return scheduler;
    }

    @Override
    protected Path work() {
        return folder.resolve("work");
    }

    @Override
    protected void stopServer() {
        cluster.goAway();
    }

    @Override
    protected void startServer() {
        cluster.comeBack();
    }

    @Override
    @Test
    protected void moreCardsThanThereAreAreRefused() throws IOException {
        String id = submit(request("true", cards(9)));

        JobStanding waiting = awaitStanding(id, standing -> !standing.reason().isEmpty());

        assertThat(waiting.phase()).isEqualTo(Phase.WAITING);
        assertThat(waiting.sentence())
                .isEqualTo("The job waits until cards are free (Unschedulable). The cluster says: 0/1 nodes are"
                        + " available: 1 Insufficient nvidia.com/gpu.");
    }

    @Test
    void anAnswerThatWasLostStartsNothingTwiceAndBringsWhatThePodLacks() throws IOException {
        JobRequest request = request("echo start >> starts", cards(1));
        Submission first = scheduler.submit(request);
        cluster.client()
                .secrets()
                .inNamespace(MockCluster.NAMESPACE)
                .withName(first.id())
                .delete();

        assertThat(scheduler.submit(request).found()).isTrue();

        assertThat(awaitPhase(first.id(), Phase.ENDED).completed()).isTrue();
        assertThat(Path.of(request.folder(), "starts")).hasContent("start");
    }

    @Test
    @Tag("attack")
    void theLinksAreInASecretThatGoesWithTheJob() throws IOException {
        String id = submit(request(FOREVER, cards(1)));

        Job job = job(id);
        Secret secret = cluster.client()
                .secrets()
                .inNamespace(MockCluster.NAMESPACE)
                .withName(id)
                .get();
        assertThat(secret.getMetadata().getOwnerReferences())
                .extracting(owner -> owner.getUid())
                .containsExactly(job.getMetadata().getUid());
        assertThat(secret.getStringData().get("job.json")).contains("data:,");
        assertThat(job.toString()).doesNotContain("data:,");
    }

    private static Job job(String id) {
        return cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(MockCluster.NAMESPACE)
                .withName(id)
                .get();
    }

    private static void awaitFile(JobRequest request, String name) {
        await().atMost(SOON).until(() -> Files.exists(Path.of(request.folder(), name)));
    }

    @Test
    void aPodThatIsPreemptedIsReplacedAndTheJobContinues() throws IOException {
        JobRequest request = request("if [ -e once ]; then exit 0; fi; touch once; " + FOREVER, cards(1));
        String id = submit(request);
        awaitFile(request, "once");

        cluster.preempt(id);

        assertThat(awaitPhase(id, Phase.ENDED).completed()).isTrue();
    }

    @Test
    void aJobForKueueWaitsForItsQueue() throws IOException {
        JobRequest request = request("true", cards(1));
        String id = scheduler("lora").submit(request).id();

        assertThat(job(id).getMetadata().getLabels()).containsEntry("kueue.x-k8s.io/queue-name", "lora");
        cluster.server()
                .expect()
                .get()
                .withPath("/api/v1/namespaces/training/events?fieldSelector=involvedObject.kind%3DWorkload")
                .andReturn(
                        200,
                        new EventListBuilder()
                                .withItems(
                                        pending("job-" + id + "-1a2b3", "insufficient unused quota for nvidia.com/gpu"),
                                        pending("job-" + id + "-2-1a2b3", "of another job"))
                                .build())
                .always();
        JobStanding waiting = scheduler.standing(id);
        assertThat(waiting.phase()).isEqualTo(Phase.WAITING);
        assertThat(waiting.sentence())
                .isEqualTo("The job waits until the cluster's queue admits it (Suspended). The cluster says:"
                        + " insufficient unused quota for nvidia.com/gpu");
        cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(MockCluster.NAMESPACE)
                .withName(id)
                .edit(job -> {
                    job.getSpec().setSuspend(false);
                    return job;
                });
        assertThat(awaitPhase(id, Phase.ENDED).completed()).isTrue();
    }

    private static Event pending(String workload, String message) {
        return new EventBuilder()
                .withReason("Pending")
                .withMessage(message)
                .withNewInvolvedObject()
                .withKind("Workload")
                .withName(workload)
                .endInvolvedObject()
                .build();
    }

    @Test
    void aJobThatWasDeletedIsEndingAsLongAsItsPodIs() throws IOException {
        JobRequest request = request(
                "trap 'until [ -e go ]; do sleep 0.1; done; exit' TERM; touch ready; sleep 600 & wait", cards(1));
        String id = submit(request);
        awaitFile(request, "ready");

        scheduler.cancel(id);

        assertThat(scheduler.find(id)).isEmpty();
        assertThat(scheduler.standing(id).sentence()).isEqualTo("The job is ending.");
        Files.writeString(Path.of(request.folder(), "go"), "");
        awaitPhase(id, Phase.GONE);
    }
}
