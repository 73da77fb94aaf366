package io.understudy.training.backends.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.providers.engines.EngineSettings.KubernetesJob;
import io.understudy.training.backends.cluster.EngineUnreachable;
import io.understudy.training.backends.cluster.JobRequest;
import io.understudy.training.backends.cluster.JobScheduler;
import io.understudy.training.backends.cluster.JobStanding;
import io.understudy.training.backends.cluster.JobStanding.Phase;
import io.understudy.training.backends.cluster.SchedulerDescription;
import io.understudy.training.backends.cluster.SchedulerDescription.Cards;
import io.understudy.training.backends.cluster.SchedulerDescription.Partition;
import io.understudy.training.backends.cluster.bucket.BucketJobFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Jobs of Kubernetes; a job's name is its id. Cards are those of NVIDIA's device plug-in. What no machine has now is not
 * refused: many clusters add machines when they are asked for them.
 */
public final class KubernetesScheduler implements JobScheduler {
    /** Where pods have the folders of jobs. */
    public static final String PLACE = "/understudy";

    private static final String JOB_NAME = "job-name";
    private static final int LINES_OF_LOG = 40;
    private static final int MOST_OF_LOG = 1 << 14;
    /** The label by which a machine names its cards. */
    public static final String PRODUCT = "nvidia.com/gpu.product";

    private final KubernetesConnection connection;
    private final JobObjects objects;
    private final UnaryOperator<String> links;
    private final Duration copied;
    private final String program;

    /**
     * @param python in the image
     * @param links of a job's folder in pods: a link to all that {@code pod.py} exchanges
     * @param copied between two copies of what changes in a pod
     */
    public KubernetesScheduler(
            KubernetesConnection connection,
            KubernetesJob settings,
            String python,
            UnaryOperator<String> links,
            Duration copied) {
        this.connection = connection;
        this.objects = new JobObjects(connection.namespace(), settings, python);
        this.links = links;
        this.copied = copied;
        try (InputStream in = Objects.requireNonNull(
                BucketJobFolder.class.getResourceAsStream(JobObjects.PROGRAM), JobObjects.PROGRAM)) {
            program = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private NonNamespaceOperation<Job, JobList, ScalableResource<Job>> jobs(KubernetesClient client) {
        return client.batch().v1().jobs().inNamespace(connection.namespace());
    }

    private @Nullable Job job(KubernetesClient client, String id) {
        Job job = jobs(client).withName(id).get();
        if (job != null && job.getMetadata() == null) {
            throw KubernetesErrors.away("What answers at " + connection.server() + " is not Kubernetes.", null);
        }
        return job;
    }

    private List<Pod> pods(KubernetesClient client, String label, String value) {
        return client.pods()
                .inNamespace(connection.namespace())
                .withLabel(label, value)
                .list()
                .getItems();
    }

    @Override
    public SchedulerDescription describe() {
        return connection.ask(client -> {
            VersionInfo version = client.getKubernetesVersion();
            if (version == null) {
                throw KubernetesErrors.away("What answers at " + connection.server() + " is not Kubernetes.", null);
            }
            return new SchedulerDescription(
                    "Kubernetes " + version.getGitVersion(),
                    connection.server().getHost(),
                    List.of(new Partition(connection.namespace(), true, null, cards(client))));
        });
    }

    /** Empty where the token's account may not see the machines. */
    private static List<Cards> cards(KubernetesClient client) {
        List<Node> nodes;
        try {
            nodes = client.nodes().list().getItems();
        } catch (KubernetesClientException problem) {
            if (problem.getCode() == KubernetesErrors.FORBIDDEN) {
                return List.of();
            }
            throw problem;
        }
        Map<List<String>, Integer> machines = new LinkedHashMap<>();
        for (Node node : nodes) {
            Quantity cards = node.getStatus() == null
                    ? null
                    : node.getStatus().getAllocatable().get(JobObjects.CARDS);
            if (cards != null && !"0".equals(cards.getAmount())) {
                Map<String, String> labels =
                        Optional.ofNullable(node.getMetadata().getLabels()).orElse(Map.of());
                machines.merge(List.of(labels.getOrDefault(PRODUCT, ""), cards.getAmount()), 1, Integer::sum);
            }
        }
        List<Cards> found = new ArrayList<>();
        machines.forEach(
                (kind, count) -> found.add(new Cards(kind.getFirst(), Integer.parseInt(kind.getLast()), count)));
        return found;
    }

    /**
     * Asks whether the cluster would take a job, without starting one.
     *
     * @throws JobFailure when it would not
     */
    public void rehearse(JobRequest request) {
        connection.ask(client -> {
            requireRights(client);
            Job job = objects.job(request);
            try {
                jobs(client).resource(job).dryRun(true).create();
                secrets(client, objects.secret(job, Map.of(JobObjects.ASKED, "{}")), true);
            } catch (KubernetesClientException problem) {
                throw KubernetesErrors.refused(connection.server(), problem);
            }
            return pods(client, JOB_NAME, request.name());
        });
    }

    private void requireRights(KubernetesClient client) {
        List<String> lacking = KubernetesRights.lacking(client, connection.namespace());
        if (!lacking.isEmpty()) {
            throw new EngineUnreachable(
                    "The token's account may not do this in the namespace " + connection.namespace() + ": "
                            + String.join(", ", lacking) + ".",
                    "Give it the permissions that the guide of this engine lists.",
                    null);
        }
    }

    private void secrets(KubernetesClient client, Secret secret, boolean dry) {
        client.secrets()
                .inNamespace(connection.namespace())
                .resource(secret)
                .dryRun(dry)
                .create();
    }

    /** By a list: what is no API server says of any one thing that it is not there. */
    @Override
    public Optional<String> find(String name) {
        return connection.ask(client -> jobs(client).withField("metadata.name", name).list().getItems().stream()
                .map(job -> job.getMetadata().getName())
                .filter(name::equals)
                .findFirst());
    }

    @Override
    public Submission submit(JobRequest request) {
        return connection.ask(client -> {
            Job known = job(client, request.name());
            if (known != null && KubernetesStandings.isOver(known)) {
                return new Submission(request.name(), true, List.of());
            }
            // Before the job: as long as the store refuses, none waits for what it would give.
            Map<String, String> files = Map.of(JobObjects.PROGRAM, program, JobObjects.ASKED, asked(request));
            Optional<Job> created = known == null ? created(client, request) : Optional.empty();
            Job mine = created.orElseGet(() -> there(client, request.name()));
            try {
                secrets(client, objects.secret(mine, files), false);
            } catch (KubernetesClientException problem) {
                // It is there where an answer was lost before.
                if (problem.getCode() != KubernetesErrors.CONFLICT) {
                    throw KubernetesErrors.unanswered(connection.server(), problem);
                }
            }
            if (objects.isHeld(mine)) {
                jobs(client).withName(request.name()).edit(objects::released);
            }
            return new Submission(request.name(), created.isEmpty(), List.of());
        });
    }

    /** Empty where it is there by now: of another server, or of a request whose answer was lost and that filled a quota. */
    private Optional<Job> created(KubernetesClient client, JobRequest request) {
        try {
            return Optional.of(jobs(client).resource(objects.job(request)).create());
        } catch (KubernetesClientException problem) {
            if (problem.getCode() == KubernetesErrors.CONFLICT || job(client, request.name()) != null) {
                return Optional.empty();
            }
            throw KubernetesErrors.refused(connection.server(), problem);
        }
    }

    private Job there(KubernetesClient client, String id) {
        Job job = job(client, id);
        if (job == null) {
            throw KubernetesErrors.away("The cluster has job " + id + " and does not show it.", null);
        }
        return job;
    }

    /** A store that refuses says nothing of the job, which may run since an answer that was lost. */
    private String links(JobRequest request) {
        try {
            return links.apply(request.folder());
        } catch (JobFailure refused) {
            throw new EngineUnreachable(refused.words(), refused.advice(), refused);
        }
    }

    private String asked(JobRequest request) {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("job", request.name());
        asked.put("links", links(request));
        asked.put("launch", request.text());
        asked.put("seconds", request.resources().minutes() * 60);
        asked.put("warning", request.warningSeconds());
        asked.put("every", copied.toMillis() / 1000.0);
        return JsonMapper.shared().writeValueAsString(asked);
    }

    @Override
    public JobStanding standing(String id) {
        return connection.ask(client -> {
            Job job = job(client, id);
            List<Pod> pods = pods(client, JOB_NAME, id);
            if (job == null) {
                return pods.stream().allMatch(KubernetesStandings::isOver)
                        ? JobStanding.UNKNOWN
                        : KubernetesStandings.ending().named(id);
            }
            return KubernetesStandings.of(job, pods, pods.isEmpty() ? refusal(client, job) : "")
                    .named(id);
        });
    }

    @Override
    public boolean remembersEnded() {
        return true;
    }

    /** Of the newest pod: what it says before its program copies its log, such as that the image has no Python. */
    @Override
    public String printed(String id) {
        return connection.ask(client -> KubernetesStandings.newest(pods(client, JOB_NAME, id))
                .map(pod -> log(client, pod.getMetadata().getName()))
                .orElse(""));
    }

    /** Empty where the account may not read it, and where no container has begun. */
    private String log(KubernetesClient client, String pod) {
        try {
            return Objects.requireNonNullElse(
                    client.raw("/api/v1/namespaces/%s/pods/%s/log?tailLines=%d&limitBytes=%d"
                            .formatted(connection.namespace(), pod, LINES_OF_LOG, MOST_OF_LOG)),
                    "");
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == 0) {
                throw refused;
            }
            return "";
        }
    }

    /** Only events say why a job has no pod, such as a quota that is used up or a queue that is full. */
    private String refusal(KubernetesClient client, Job job) {
        String id = job.getMetadata().getName();
        if (!KubernetesStandings.isSuspended(job) || !KubernetesStandings.isOfQueue(job)) {
            return newest(client, "involvedObject.name", id, event -> "FailedCreate".equals(event.getReason()));
        }
        Pattern workload = Pattern.compile("job-" + Pattern.quote(id) + "-[0-9a-z]+");
        return newest(
                client,
                "involvedObject.kind",
                "Workload",
                event -> "Pending".equals(event.getReason())
                        && event.getInvolvedObject() != null
                        && workload.matcher(
                                        String.valueOf(event.getInvolvedObject().getName()))
                                .matches());
    }

    private String newest(KubernetesClient client, String field, String value, Predicate<Event> wanted) {
        try {
            return client
                    .v1()
                    .events()
                    .inNamespace(connection.namespace())
                    .withField(field, value)
                    .list()
                    .getItems()
                    .stream()
                    .filter(wanted)
                    .map(Event::getMessage)
                    .filter(Objects::nonNull)
                    .reduce("", (before, message) -> message);
        } catch (KubernetesClientException unknown) {
            return "";
        }
    }

    @Override
    public void cancel(String id) {
        connection.ask(client -> {
            Job job = job(client, id);
            return job != null && !KubernetesStandings.isOver(job)
                    ? jobs(client)
                            .withName(id)
                            .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                            .delete()
                    : List.of();
        });
    }

    @Override
    public List<NamedJob> named(String prefix) {
        return connection.ask(client -> {
            Map<String, List<Pod>> pods = pods(client, JobObjects.MANAGED_BY, JobObjects.US).stream()
                    .collect(Collectors.groupingBy(
                            pod -> pod.getMetadata().getLabels().getOrDefault(JOB_NAME, "")));
            List<NamedJob> found = new ArrayList<>();
            for (Job job : jobs(client)
                    .withLabel(JobObjects.MANAGED_BY, JobObjects.US)
                    .list()
                    .getItems()) {
                String name = job.getMetadata().getName();
                JobStanding standing = KubernetesStandings.of(job, pods.getOrDefault(name, List.of()), "");
                if (name.startsWith(prefix) && standing.phase() != Phase.ENDED) {
                    found.add(new NamedJob(
                            name,
                            name,
                            standing.state(),
                            KubernetesStandings.instant(job.getMetadata().getCreationTimestamp())));
                }
            }
            return found;
        });
    }
}
