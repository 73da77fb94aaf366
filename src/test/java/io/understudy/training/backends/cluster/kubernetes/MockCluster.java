package io.understudy.training.backends.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.KubernetesMixedDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a cluster: fabric8's mock of its API server, and a machine with two cards that does what Kubernetes would do
 * with Jobs and pods, whose programs are processes of this machine.
 */
public final class MockCluster implements AutoCloseable {
    public static final String NAMESPACE = "training";
    private static final String JOB_NAME = "job-name";
    private static final Pattern LOG = Pattern.compile("/api/v1/namespaces/[^/]+/pods/([^/]+)/log\\?.*");

    private final Path folder;
    private final Map<String, String> environment;
    private final Gate gate = new Gate();
    private final KubernetesMockServer server;
    private final KubernetesClient client;
    private final ScheduledExecutorService machine = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Running> running = new HashMap<>();
    private final TreeSet<Integer> cards = new TreeSet<>(List.of(0, 1));
    private int pods;
    private boolean held;

    private static final class Running {
        private final Process process;
        private final List<Integer> cards;
        private final List<ProcessHandle> left = new ArrayList<>();
        private boolean asked;
        private boolean interrupted;

        Running(Process process, List<Integer> cards) {
            this.process = process;
            this.cards = cards;
        }
    }

    private final class Gate extends Dispatcher {
        private final Map<ServerRequest, Queue<ServerResponse>> responses = new HashMap<>();
        private final KubernetesMixedDispatcher cluster = new KubernetesMixedDispatcher(responses);
        private volatile boolean away;

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            if (away) {
                return new MockResponse().setResponseCode(503);
            }
            Matcher log = LOG.matcher(request.getPath());
            return log.matches()
                    ? new MockResponse().setResponseCode(200).setBody(log(log.group(1)))
                    : cluster.dispatch(request);
        }

        @Override
        public void shutdown() {
            cluster.shutdown();
        }
    }

    /** @param environment of the pods' programs, besides that of the tests */
    public MockCluster(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
        server = new KubernetesMockServer(
                new Context(Serialization.jsonMapper()), new MockWebServer(), gate.responses, gate, false);
        server.start();
        client = server.createClient();
        client.nodes().resource(node()).create();
        machine.scheduleWithFixedDelay(this::work, 0, 20, TimeUnit.MILLISECONDS);
    }

    private static Node node() {
        return new NodeBuilder()
                .withNewMetadata()
                .withName("node1")
                .addToLabels("nvidia.com/gpu.product", "NVIDIA-A100")
                .endMetadata()
                .withNewStatus()
                .addToAllocatable("nvidia.com/gpu", new Quantity("2"))
                .endStatus()
                .build();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    public KubernetesConnection connection() {
        return new KubernetesConnection(address(), NAMESPACE, () -> "", () -> "token");
    }

    KubernetesMockServer server() {
        return server;
    }

    KubernetesClient client() {
        return client;
    }

    void goAway() {
        gate.away = true;
    }

    void comeBack() {
        gate.away = false;
    }

    /** From now on nothing starts, and a test says itself what becomes of jobs and pods. */
    public synchronized void hold() {
        held = true;
    }

    /** Unlike a cluster, the mock keeps what it was only asked to rehearse. */
    public void forgetRehearsals() {
        client.batch().v1().jobs().inNamespace(NAMESPACE).delete();
        client.secrets().inNamespace(NAMESPACE).delete();
    }

    /** Ends the pod of a job as a preemption does; another pod takes its place. */
    public synchronized void preempt(String job) {
        running.forEach((pod, one) -> one.interrupted |= pod.startsWith(job + "-pod"));
    }

    /** How many pods there have been. */
    public synchronized int pods() {
        return pods;
    }

    private synchronized void work() {
        try {
            if (!held) {
                Map<String, Job> jobs = new HashMap<>();
                client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(NAMESPACE)
                        .list()
                        .getItems()
                        .forEach(job -> jobs.put(job.getMetadata().getName(), job));
                List<Pod> known = client.pods().inNamespace(NAMESPACE).list().getItems();
                known.forEach(pod -> mind(pod, jobs.get(nameOfJob(pod))));
                jobs.values().stream()
                        .filter(job -> !KubernetesStandings.isOver(job)
                                && !Boolean.TRUE.equals(job.getSpec().getSuspend())
                                && known.stream()
                                        .noneMatch(pod -> nameOfJob(pod)
                                                .equals(job.getMetadata().getName())))
                        .forEach(this::create);
            }
        } catch (KubernetesClientException away) {
            // The machine works on its own while the server is away, and reports later.
        }
    }

    private static String nameOfJob(Pod pod) {
        return pod.getMetadata().getLabels().getOrDefault(JOB_NAME, "");
    }

    private void create(Job job) {
        pods++;
        client.pods()
                .inNamespace(NAMESPACE)
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(job.getMetadata().getName() + "-pod" + pods)
                        .withLabels(job.getSpec().getTemplate().getMetadata().getLabels())
                        .addToLabels(JOB_NAME, job.getMetadata().getName())
                        .endMetadata()
                        .withSpec(job.getSpec().getTemplate().getSpec())
                        .withStatus(pending(wanted(job.getSpec()
                                .getTemplate()
                                .getSpec()
                                .getContainers()
                                .getFirst())))
                        .build())
                .create();
    }

    private PodStatus pending(int wanted) {
        PodStatusBuilder status = new PodStatusBuilder().withPhase("Pending");
        if (wanted > cards.size()) {
            status.addNewCondition()
                    .withType("PodScheduled")
                    .withStatus("False")
                    .withReason("Unschedulable")
                    .withMessage("0/1 nodes are available: 1 Insufficient nvidia.com/gpu.")
                    .endCondition();
        }
        return status.build();
    }

    private static int wanted(Container container) {
        Quantity cards = container.getResources().getLimits().get("nvidia.com/gpu");
        return cards == null ? 0 : Integer.parseInt(cards.getAmount());
    }

    private void mind(Pod pod, @Nullable Job job) {
        String name = pod.getMetadata().getName();
        Running one = running.get(name);
        if (one == null) {
            if (job == null) {
                client.pods().inNamespace(NAMESPACE).withName(name).delete();
            } else if ("Pending".equals(pod.getStatus().getPhase())) {
                start(pod, job);
            }
        } else if (one.process.isAlive()) {
            if ((job == null || one.interrupted) && !one.asked) {
                one.asked = true;
                one.left.addAll(one.process.descendants().toList());
                one.process.destroy();
            }
        } else {
            ended(pod, job, one);
        }
    }

    private void start(Pod pod, Job job) {
        Container container = pod.getSpec().getContainers().getFirst();
        int wanted = wanted(container);
        Secret secret = client.secrets()
                .inNamespace(NAMESPACE)
                .withName(job.getMetadata().getName())
                .get();
        if (secret == null || wanted > cards.size()) {
            return;
        }
        List<Integer> taken = new ArrayList<>();
        while (taken.size() < wanted) {
            taken.add(Objects.requireNonNull(cards.pollFirst()));
        }
        running.put(pod.getMetadata().getName(), new Running(process(pod, container, secret, taken), taken));
        status(
                pod,
                status -> new PodStatusBuilder(status)
                        .withPhase("Running")
                        .withConditions(List.of())
                        .build());
    }

    private Process process(Pod pod, Container container, Secret secret, List<Integer> taken) {
        try {
            Path files =
                    Files.createDirectories(folder.resolve(pod.getMetadata().getName()));
            for (Map.Entry<String, String> file : secret.getStringData().entrySet()) {
                Files.writeString(files.resolve(file.getKey()), file.getValue());
            }
            ProcessBuilder program = new ProcessBuilder(container.getCommand().stream()
                            .map(word -> word.replace("/etc/understudy", files.toString()))
                            .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(files.resolve("log").toFile());
            container.getEnv().forEach(one -> program.environment().put(one.getName(), one.getValue()));
            program.environment().putAll(environment);
            program.environment()
                    .put(
                            "CUDA_VISIBLE_DEVICES",
                            String.join(",", taken.stream().map(String::valueOf).toList()));
            return program.start();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private void ended(Pod pod, @Nullable Job job, Running one) {
        String name = pod.getMetadata().getName();
        one.left.forEach(ProcessHandle::destroyForcibly);
        if (job == null || one.interrupted) {
            client.pods().inNamespace(NAMESPACE).withName(name).delete();
        } else {
            int code = one.process.exitValue();
            status(
                    pod,
                    status -> new PodStatusBuilder(status)
                            .withPhase(code == 0 ? "Succeeded" : "Failed")
                            .addNewContainerStatus()
                            .withName("train")
                            .withNewState()
                            .withNewTerminated()
                            .withExitCode(code)
                            .withReason(code == 0 ? "Completed" : "Error")
                            .withMessage(code == 0 ? "" : log(name))
                            .endTerminated()
                            .endState()
                            .endContainerStatus()
                            .build());
            status(
                    job,
                    status -> new JobStatusBuilder(status)
                            .addNewCondition()
                            .withType(code == 0 ? "Complete" : "Failed")
                            .withStatus("True")
                            .withReason(code == 0 ? "" : "BackoffLimitExceeded")
                            .endCondition()
                            .build());
        }
        running.remove(name);
        cards.addAll(one.cards);
    }

    /** What pods of this cluster have printed. */
    String log(String pod) {
        try {
            return Files.readString(folder.resolve(pod).resolve("log"));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    void status(Pod pod, UnaryOperator<PodStatus> change) {
        client.pods()
                .inNamespace(NAMESPACE)
                .withName(pod.getMetadata().getName())
                .editStatus(one -> new PodBuilder(one)
                        .withStatus(change.apply(one.getStatus()))
                        .build());
    }

    void status(Job job, UnaryOperator<JobStatus> change) {
        client.batch()
                .v1()
                .jobs()
                .inNamespace(NAMESPACE)
                .withName(job.getMetadata().getName())
                .editStatus(one -> {
                    JobStatus before = one.getStatus() == null ? new JobStatus() : one.getStatus();
                    one.setStatus(change.apply(before));
                    return one;
                });
    }

    @Override
    public void close() {
        machine.shutdownNow();
        synchronized (this) {
            running.values().forEach(one -> {
                one.process.descendants().forEach(ProcessHandle::destroyForcibly);
                one.process.destroyForcibly();
            });
        }
        client.close();
        server.shutdown();
    }
}
