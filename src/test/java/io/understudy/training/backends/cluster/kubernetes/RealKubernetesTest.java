package io.understudy.training.backends.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.Config;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.Launch;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What a scheduler does, at a real cluster: {@code -Dunderstudy.test.kubeconfig=/a/file}, whose current context has a token
 * and a namespace; {@code -Dunderstudy.test.kubernetes.image} names an image with Bash and Python. It needs no GPU.
 */
@EnabledIfSystemProperty(
        named = "understudy.test.kubeconfig",
        matches = ".+",
        disabledReason = "No cluster was named by understudy.test.kubeconfig")
class RealKubernetesTest {
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final String FOREVER = "exec sleep 600";

    private static KubernetesConnection connection;

    @BeforeAll
    static void connect() {
        Config named = Config.fromKubeconfig(
                Path.of(System.getProperty("understudy.test.kubeconfig")).toFile());
        String certificate = named.getCaCertData() == null
                ? ""
                : new String(Base64.getDecoder().decode(named.getCaCertData()), StandardCharsets.US_ASCII);
        connection = new KubernetesConnection(
                URI.create(named.getMasterUrl()), named.getNamespace(), () -> certificate, named::getAutoOAuthToken);
    }

    @AfterAll
    static void close() {
        if (connection != null) {
            connection.close();
        }
    }

    private static KubernetesScheduler scheduler(String script) {
        return new KubernetesScheduler(
                connection,
                PodJobs.settings(System.getProperty("understudy.test.kubernetes.image", "python:3.13"), ""),
                "python3",
                folder -> PodJobs.links(folder, Map.of("job.sh", script)),
                Duration.ofSeconds(1));
    }

    private static JobRequest request(String name, int cards) {
        return new JobRequest(
                name,
                KubernetesScheduler.PLACE + "/run",
                "job.sh",
                new Resources(cards, "", 1, 200, 5),
                Placement.DEFAULT,
                Launch.PLAIN,
                0);
    }

    private static String name() {
        return "understudy-" + UUID.randomUUID();
    }

    private static JobStanding awaitPhase(KubernetesScheduler scheduler, String id, Phase phase) {
        return await().atMost(SOON).until(() -> scheduler.standing(id), standing -> standing.phase() == phase);
    }

    @Test
    void itSaysWhatItIsAndWouldTakeAJob() {
        KubernetesScheduler scheduler = scheduler("true");

        scheduler.rehearse(request(name(), 0));

        assertThat(scheduler.describe().release()).startsWith("Kubernetes v");
    }

    @Test
    void aJobEndsAsItsScriptDoes() {
        for (int code : new int[] {0, 3}) {
            KubernetesScheduler scheduler = scheduler("exit " + code);
            String id = scheduler.submit(request(name(), 0)).id();

            assertThat(awaitPhase(scheduler, id, Phase.ENDED).exitCode()).isEqualTo(code);
        }
    }

    @Test
    void aNameIsStartedOnceAndACancelledJobIsGone() {
        KubernetesScheduler scheduler = scheduler(FOREVER);
        JobRequest request = request(name(), 0);
        String id = scheduler.submit(request).id();
        assertThat(scheduler.submit(request).found()).isTrue();
        awaitPhase(scheduler, id, Phase.RUNNING);
        assertThat(scheduler.named(id)).hasSize(1);

        scheduler.cancel(id);

        awaitPhase(scheduler, id, Phase.GONE);
        assertThat(scheduler.find(id)).isEmpty();
    }

    @Test
    void moreCardsThanThereAreAreWaitedFor() {
        KubernetesScheduler scheduler = scheduler("true");
        String id = scheduler.submit(request(name(), 900)).id();

        JobStanding waiting = await().atMost(SOON)
                .until(
                        () -> scheduler.standing(id),
                        standing -> standing.reason().contains(":"));

        assertThat(waiting.sentence()).startsWith("The job waits until cards are free (Unschedulable).");
        scheduler.cancel(id);
        awaitPhase(scheduler, id, Phase.GONE);
    }
}
