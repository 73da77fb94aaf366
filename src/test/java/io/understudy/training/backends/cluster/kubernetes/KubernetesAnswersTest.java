package io.understudy.training.backends.cluster.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.EventListBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobRequest.Placement;
import io.understudy.training.backends.cluster.JobRequest.Resources;
import io.understudy.training.backends.cluster.JobScheduler.Submission;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.Launch;
import io.understudy.training.backends.cluster.SchedulerDescription.Cards;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an API server answers where all is not well. */
@Tag("slow")
class KubernetesAnswersTest {
    private static final String NAME = "understudy-0d8f2a56-1c1b-4a5e-9a49-1b1f0c6f7a01";
    private static final String JOBS = "/apis/batch/v1/namespaces/training/jobs";
    private static final String JOB = JOBS + "/" + NAME;

    @TempDir
    Path folder;

    private MockCluster cluster;
    private KubernetesScheduler scheduler;

    @BeforeEach
    void start() {
        cluster = new MockCluster(folder, Map.of());
        cluster.hold();
        scheduler = at(cluster.address());
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static KubernetesScheduler at(URI address) {
        return at(address, path -> PodJobs.links(path, Map.of()));
    }

    private static KubernetesScheduler at(URI address, UnaryOperator<String> links) {
        return new KubernetesScheduler(
                new KubernetesConnection(address, MockCluster.NAMESPACE, () -> "", () -> "token"),
                PodJobs.settings(""),
                "python3",
                links,
                Duration.ofMillis(50));
    }

    private static JobRequest request() {
        return new JobRequest(
                NAME, "/understudy/run", "job.sh", new Resources(1, "", 1, 0, 0), Placement.DEFAULT, Launch.PLAIN, 120);
    }

    private static Status status(int code, String words) {
        return new StatusBuilder()
                .withStatus("Failure")
                .withCode(code)
                .withMessage(words)
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "401, does not accept the token",
        "403, does not permit this",
        "408, answers with status 408",
        "429, answers with status 429",
        "500, answers with status 500",
        "503, answers with status 503",
    })
    void anAnswerThatSaysNothingOfTheJobNeverFailsIt(int code, String words) {
        cluster.server()
                .expect()
                .get()
                .withPath(JOB)
                .andReturn(code, status(code, "no"))
                .always();

        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(() -> scheduler.standing(NAME))
                .withMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Welcome</html>", "[]", "{}", "{\"kind\":\"Job\""})
    void whatIsNotKubernetesNeverFailsAJob(String nonsense) {
        cluster.server().expect().get().withPath(JOB).andReturn(200, nonsense).always();

        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(() -> scheduler.standing(NAME))
                .withMessageContaining("is not Kubernetes");
    }

    @Test
    void aServerThatAnswersNothingIsAskedAgain() {
        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(() -> at(URI.create("http://127.0.0.1:1")).standing(NAME))
                .withMessageContaining("There is no connection to Kubernetes");
        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(() -> at(URI.create("http://no-such-host.invalid")).standing(NAME))
                .withMessageContaining("There is no connection to Kubernetes");
    }

    @Test
    void aCertificateThatNoOneVouchesForIsSaidSo() {
        KubernetesMockServer secured = new KubernetesMockServer(true);
        secured.start();
        try {
            assertThatExceptionOfType(EngineUnreachable.class)
                    .isThrownBy(() -> at(URI.create("https://localhost:" + secured.getPort()))
                            .standing(NAME))
                    .withMessageContaining("is not trusted");
        } finally {
            secured.shutdown();
        }
    }

    @Test
    void aCertificateThatIsEnteredLaterIsUsed() {
        String unusable = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        AtomicReference<String> certificate = new AtomicReference<>(unusable.repeat(2));
        try (KubernetesConnection connection =
                new KubernetesConnection(cluster.address(), MockCluster.NAMESPACE, certificate::get, () -> "token")) {
            assertThatExceptionOfType(EngineUnreachable.class)
                    .isThrownBy(() -> connection.ask(KubernetesClient::getKubernetesVersion))
                    .withMessageContaining("is not trusted");

            certificate.set("");

            assertThat(connection.ask(KubernetesClient::getKubernetesVersion)).isNotNull();
        }
    }

    @Test
    void aConnectionThatWasClosedIsOpenedByTheNextQuestion() {
        KubernetesConnection connection = cluster.connection();
        connection.close();
        connection.ask(KubernetesClient::getKubernetesVersion);
        connection.close();

        assertThat(connection.ask(KubernetesClient::getKubernetesVersion)).isNotNull();
        connection.close();
    }

    @Test
    @Tag("attack")
    void noRedirectIsFollowed() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        HttpServer redirecting = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        redirecting.createContext("/", exchange -> {
            exchange.getResponseHeaders()
                    .add(
                            "Location",
                            "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });
        elsewhere.start();
        redirecting.start();
        try {
            URI there =
                    URI.create("http://127.0.0.1:" + redirecting.getAddress().getPort());
            assertThatExceptionOfType(EngineUnreachable.class)
                    .isThrownBy(() -> at(there).standing(NAME));
            assertThat(asked).hasValue(0);
        } finally {
            elsewhere.stop(0);
            redirecting.stop(0);
        }
    }

    @Test
    @Tag("attack")
    void anAddressOfTheCloudsMetadataIsNeverAsked() {
        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(() -> at(URI.create("http://169.254.169.254")).standing(NAME))
                .withMessageContaining("never asks");
    }

    @ParameterizedTest
    @CsvSource({
        "422, Job.batch is invalid: spec.template.spec.containers[0].image: Required value, The cluster refuses the job.",
        "400, admission webhook denied it, The cluster refuses the job.",
        "403, jobs.batch is forbidden: exceeded quota: gpus, A limit or a rule of the namespace",
        "403, admission webhook policy denied the request, A limit or a rule of the namespace",
    })
    void aRefusalOfTheJobSaysWhatTheClusterSaid(int code, String said, String words) {
        cluster.server()
                .expect()
                .post()
                .withPath(JOBS)
                .andReturn(code, status(code, said))
                .always();

        assertThatExceptionOfType(JobFailure.class)
                .isThrownBy(() -> scheduler.submit(request()))
                .withMessageContaining(words)
                .satisfies(failure -> assertThat(failure.advice()).contains(said));
    }

    @Test
    void whatTheTokenOrTheNamespaceLacksWaitsForAnAdmin() {
        cluster.server()
                .expect()
                .post()
                .withPath(JOBS)
                .andReturn(403, status(403, "jobs.batch is forbidden: User lora cannot create resource jobs"))
                .once();
        cluster.server()
                .expect()
                .post()
                .withPath(JOBS)
                .andReturn(404, status(404, "namespaces training not found"))
                .once();

        for (String words : new String[] {"User lora cannot create", "namespaces training not found"}) {
            assertThatExceptionOfType(EngineUnreachable.class)
                    .isThrownBy(() -> scheduler.submit(request()))
                    .withMessageContaining(words);
        }
        assertThat(scheduler.submit(request()).found()).isFalse();
    }

    @Test
    void aJobThatAnotherServerHasCreatedMeanwhileIsOurs() {
        Submission first = scheduler.submit(request());
        cluster.server()
                .expect()
                .get()
                .withPath(JOB)
                .andReturn(404, status(404, "not found"))
                .once();

        Submission second = scheduler.submit(request());

        assertThat(first.found()).isFalse();
        assertThat(second.found()).isTrue();
        assertThat(second.id()).isEqualTo(first.id());
    }

    @Test
    void aJobThatHasUsedTheQuotaUpItselfIsOurs() {
        scheduler.submit(request());
        cluster.server()
                .expect()
                .get()
                .withPath(JOB)
                .andReturn(404, status(404, "not found"))
                .once();
        cluster.server()
                .expect()
                .post()
                .withPath(JOBS)
                .andReturn(403, status(403, "jobs.batch is forbidden: exceeded quota: jobs"))
                .once();

        assertThat(scheduler.submit(request()).found()).isTrue();
    }

    private KubernetesScheduler withAStoreThatRefuses() {
        return at(cluster.address(), path -> {
            throw new JobFailure("The object store refuses a file of the job.", "Check the bucket.", null);
        });
    }

    @Test
    void aStoreThatRefusesLinksNeverFailsAJobThatMayRun() {
        scheduler.submit(request());

        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(() -> withAStoreThatRefuses().submit(request()))
                .withMessage("The object store refuses a file of the job.");
    }

    @Test
    void asLongAsTheStoreRefusesLinksThereIsNoJob() {
        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(() -> withAStoreThatRefuses().submit(request()));

        assertThat(scheduler.find(NAME)).isEmpty();
    }

    @Test
    void aJobIsHeldUntilItsSecretIsThere() {
        cluster.server()
                .expect()
                .post()
                .withPath("/api/v1/namespaces/training/secrets")
                .andReturn(500, status(500, "no"))
                .once();
        assertThatExceptionOfType(EngineUnreachable.class).isThrownBy(() -> scheduler.submit(request()));
        assertThat(suspended()).isTrue();

        assertThat(scheduler.submit(request()).found()).isTrue();

        assertThat(suspended()).isFalse();
    }

    private boolean suspended() {
        return cluster.client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(MockCluster.NAMESPACE)
                .withName(NAME)
                .get()
                .getSpec()
                .getSuspend();
    }

    /** Such as a proxy that no longer leads to the cluster. */
    @Test
    void aPageThatIsNotThereIsNoMissingJob() {
        for (String path : new String[] {JOB, JOBS + "?fieldSelector=metadata.name%3D" + NAME}) {
            cluster.server()
                    .expect()
                    .get()
                    .withPath(path)
                    .andReturn(404, "<html>Not found</html>")
                    .always();
        }

        assertThatExceptionOfType(EngineUnreachable.class).isThrownBy(() -> scheduler.find(NAME));
    }

    @Test
    void whyTheClusterStartsNoPodIsInItsEvents() {
        scheduler.submit(request());
        cluster.server()
                .expect()
                .get()
                .withPath("/api/v1/namespaces/training/events?fieldSelector=involvedObject.name%3D" + NAME)
                .andReturn(
                        200,
                        new EventListBuilder()
                                .withItems(new EventBuilder()
                                        .withReason("FailedCreate")
                                        .withMessage("pods are forbidden: exceeded quota: gpus")
                                        .build())
                                .build())
                .always();

        assertThat(scheduler.standing(NAME)).satisfies(standing -> {
            assertThat(standing.phase()).isEqualTo(Phase.WAITING);
            assertThat(standing.sentence())
                    .isEqualTo("The cluster lets the job start no pod (FailedCreate). The cluster says: pods are"
                            + " forbidden: exceeded quota: gpus");
        });
    }

    @Test
    void machinesThatTheAccountMayNotSeeAreLeftOut() {
        assertThat(scheduler.describe().partitions().getFirst().cards())
                .containsExactly(new Cards("NVIDIA-A100", 2, 1));
        cluster.server()
                .expect()
                .get()
                .withPath("/api/v1/nodes")
                .andReturn(403, status(403, "no"))
                .always();

        assertThat(scheduler.describe().partitions().getFirst().cards()).isEmpty();
    }

    @Test
    void aServerWithoutAVersionIsNotKubernetes() {
        cluster.server().clearExpectations();
        cluster.server()
                .expect()
                .get()
                .withPath("/version")
                .andReturn(404, status(404, "not found"))
                .always();

        assertThatExceptionOfType(EngineUnreachable.class).isThrownBy(() -> scheduler.describe());
    }

    @Test
    void aRehearsalSaysWhatTheAccountMayNot() {
        cluster.server()
                .expect()
                .post()
                .withPath("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
                .andReturn(
                        201,
                        new SelfSubjectAccessReviewBuilder()
                                .withNewStatus()
                                .withAllowed(false)
                                .endStatus()
                                .build())
                .always();

        assertThatExceptionOfType(EngineUnreachable.class)
                .isThrownBy(() -> scheduler.rehearse(request()))
                .withMessageContaining("patch jobs, delete jobs, list pods, create secrets");
        assertThat(scheduler.find(NAME)).isEmpty();
    }

    @Test
    void aRehearsalSaysWhatTheClusterWouldRefuse() {
        cluster.server()
                .expect()
                .post()
                .withPath(JOBS + "?dryRun=All")
                .andReturn(422, status(422, "invalid image"))
                .always();

        assertThatExceptionOfType(JobFailure.class)
                .isThrownBy(() -> scheduler.rehearse(request()))
                .satisfies(failure -> assertThat(failure.advice()).contains("invalid image"));
        assertThat(scheduler.find(NAME)).isEmpty();
    }
}
