package io.understudy.training.backends.cluster.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.understudy.providers.engines.EngineSettings.KubernetesJob;
import io.understudy.training.backends.api.OrphanFinder.EngineJob;
import io.understudy.training.backends.cluster.JobRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the cluster is asked to keep for a job: the Job itself, and a Secret that its pods need. */
final class JobObjects {
    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String US = "understudy";
    static final String QUEUE = "kueue.x-k8s.io/queue-name";
    static final String QUEUE_PRIORITY = "kueue.x-k8s.io/priority-class";
    static final String CARDS = "nvidia.com/gpu";
    static final String PROGRAM = "pod.py";
    static final String ASKED = "job.json";

    private static final String LINKS = "/etc/understudy";
    private static final Set<String> READ_ONLY = Set.of("links", "models");
    private static final long ANYONE = 1000;
    private static final int READABLE_BY_THE_GROUP = 0440;
    /** The script gives the trainer 20 s to end; the rest is for copying what it has saved. */
    private static final long SECONDS_TO_END = 180;
    /** {@code pod.py} minds the time limit, and sends a result for three hours; this is for a pod that does neither. */
    private static final long SECONDS_TO_BEGIN_AND_END = 4 * 3600;

    /** Bytes of the machine's disk; a model that the trainer fetches needs the most. */
    private static final Quantity LEAST_DISK = new Quantity("20Gi");

    private static final Quantity MOST_DISK = new Quantity("200Gi");

    private static final int SECONDS_KEPT = 86_400;

    private final String namespace;
    private final KubernetesJob settings;
    private final String python;

    JobObjects(String namespace, KubernetesJob settings, String python) {
        this.namespace = namespace;
        this.settings = settings;
        this.python = python;
    }

    /**
     * It is held: one whose answer is lost has no pod and takes no card. A pod that was interrupted is replaced; any other
     * end is the job's.
     */
    Job job(JobRequest request) {
        ObjectMeta named = metadata(request.name());
        return new JobBuilder()
                .withMetadata(named)
                .withNewSpec()
                .withBackoffLimit(0)
                .withSuspend(true)
                .withTtlSecondsAfterFinished(SECONDS_KEPT)
                .withNewPodFailurePolicy()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endOnPodCondition()
                .endRule()
                .endPodFailurePolicy()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(named.getLabels())
                .endMetadata()
                .withSpec(pod(request))
                .endTemplate()
                .endSpec()
                .build();
    }

    /** Whether it waits for {@link #released}. */
    boolean isHeld(Job job) {
        return settings.kueue().isEmpty() ? KubernetesStandings.isSuspended(job) : !KubernetesStandings.isOfQueue(job);
    }

    /** Once its Secret is there. Where Kueue admits jobs, it does so from now on. */
    Job released(Job held) {
        if (settings.kueue().isEmpty()) {
            return new JobBuilder(held).editSpec().withSuspend(false).endSpec().build();
        }
        Map<String, String> labels = new HashMap<>(Map.of(QUEUE, settings.kueue()));
        if (!settings.kueuePriority().isEmpty()) {
            labels.put(QUEUE_PRIORITY, settings.kueuePriority());
        }
        return new JobBuilder(held)
                .editMetadata()
                .addToLabels(labels)
                .endMetadata()
                .build();
    }

    private ObjectMeta metadata(String name) {
        Map<String, String> labels = new HashMap<>(Map.of("app.kubernetes.io/name", US, MANAGED_BY, US));
        EngineJob.of(name, name, "", null)
                .ifPresent(job -> labels.put("understudy/run", job.run().toString()));
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(labels)
                .build();
    }

    /** It keeps to the rules of a restricted namespace. */
    private PodSpec pod(JobRequest request) {
        int minutes = request.resources().minutes();
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(SECONDS_TO_END)
                .withActiveDeadlineSeconds(minutes == 0 ? null : minutes * 60L + SECONDS_TO_BEGIN_AND_END)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withServiceAccountName(orNull(settings.serviceAccount()))
                .withPriorityClassName(orNull(settings.priorityClass()))
                .withImagePullSecrets(
                        settings.pullSecret().isEmpty()
                                ? List.of()
                                : List.of(new LocalObjectReference(settings.pullSecret())))
                .withNodeSelector(nodeLabels())
                .withTolerations(
                        settings.taints().stream().map(JobObjects::toleration).toList())
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(ANYONE)
                .withRunAsGroup(ANYONE)
                .withFsGroup(ANYONE)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(container(request))
                .withVolumes(volumes(request.name()))
                .build();
    }

    private Map<String, String> nodeLabels() {
        Map<String, String> labels = new LinkedHashMap<>();
        settings.nodeLabels().forEach(one -> {
            int sign = one.indexOf('=');
            labels.put(one.substring(0, sign), one.substring(sign + 1));
        });
        return labels;
    }

    private static Toleration toleration(String taint) {
        int colon = taint.indexOf(':');
        String named = colon < 0 ? taint : taint.substring(0, colon);
        int sign = named.indexOf('=');
        return new TolerationBuilder()
                .withKey(sign < 0 ? named : named.substring(0, sign))
                .withOperator(sign < 0 ? "Exists" : "Equal")
                .withValue(sign < 0 ? null : named.substring(sign + 1))
                .withEffect(colon < 0 ? null : taint.substring(colon + 1))
                .build();
    }

    private Container container(JobRequest request) {
        ContainerBuilder container = new ContainerBuilder()
                .withName("train")
                .withImage(settings.image())
                .withCommand(python, LINKS + "/" + PROGRAM, LINKS + "/" + ASKED)
                .addNewEnv()
                .withName("HOME")
                .withValue(KubernetesScheduler.PLACE)
                .endEnv()
                .addNewEnv()
                .withName("PYTHONUNBUFFERED")
                .withValue("1")
                .endEnv()
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withResources(resources(request.resources()).build());
        if (!settings.environment().isEmpty()) {
            container.withEnvFrom(new EnvFromSourceBuilder()
                    .withNewSecretRef()
                    .withName(settings.environment())
                    .endSecretRef()
                    .build());
        }
        volumes(request.name())
                .forEach(volume -> container.addToVolumeMounts(new VolumeMountBuilder()
                        .withName(volume.getName())
                        .withMountPath(mounted(volume.getName()))
                        .withReadOnly(READ_ONLY.contains(volume.getName()) ? true : null)
                        .build()));
        return container.build();
    }

    private static ResourceRequirementsBuilder resources(JobRequest.Resources asked) {
        ResourceRequirementsBuilder resources = new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity(String.valueOf(asked.cpus())))
                .addToRequests("ephemeral-storage", LEAST_DISK)
                .addToLimits("ephemeral-storage", MOST_DISK);
        if (asked.gpus() > 0) {
            resources.addToLimits(CARDS, new Quantity(String.valueOf(asked.gpus())));
        }
        if (asked.memoryMiB() > 0) {
            Quantity memory = new Quantity(asked.memoryMiB() + "Mi");
            resources.addToRequests("memory", memory).addToLimits("memory", memory);
        }
        return resources;
    }

    private static String mounted(String volume) {
        return switch (volume) {
            case "work" -> KubernetesScheduler.PLACE;
            case "links" -> LINKS;
            case "shm" -> "/dev/shm";
            default -> "/models";
        };
    }

    private List<Volume> volumes(String name) {
        List<Volume> volumes = new ArrayList<>(List.of(
                new VolumeBuilder()
                        .withName("work")
                        .withNewEmptyDir()
                        .withSizeLimit(MOST_DISK)
                        .endEmptyDir()
                        .build(),
                new VolumeBuilder()
                        .withName("shm")
                        .withNewEmptyDir()
                        .withMedium("Memory")
                        .withSizeLimit(new Quantity("2Gi"))
                        .endEmptyDir()
                        .build(),
                new VolumeBuilder()
                        .withName("links")
                        .withNewSecret()
                        .withSecretName(name)
                        .withDefaultMode(READABLE_BY_THE_GROUP)
                        .endSecret()
                        .build()));
        if (!settings.modelsClaim().isEmpty()) {
            volumes.add(new VolumeBuilder()
                    .withName("models")
                    .withNewPersistentVolumeClaim(settings.modelsClaim(), true)
                    .build());
        }
        return volumes;
    }

    /** It goes when the Job goes. */
    Secret secret(Job owner, Map<String, String> files) {
        ObjectMeta meta = metadata(owner.getMetadata().getName());
        if (owner.getMetadata().getUid() != null) {
            meta.setOwnerReferences(List.of(new OwnerReferenceBuilder()
                    .withApiVersion("batch/v1")
                    .withKind("Job")
                    .withName(owner.getMetadata().getName())
                    .withUid(owner.getMetadata().getUid())
                    .build()));
        }
        return new SecretBuilder()
                .withMetadata(meta)
                .withImmutable(true)
                .withStringData(files)
                .build();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
