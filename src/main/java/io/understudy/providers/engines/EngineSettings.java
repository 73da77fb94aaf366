package io.understudy.providers.engines;

import io.understudy.platform.net.UnixSockets;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How an engine is reached and what its jobs ask for. Texts are empty where the engine's own default counts. */
public sealed interface EngineSettings {
    /** @param sharedFolder the work folder as this server reaches it */
    record SlurmRest(URI address, String sharedFolder, SlurmJob job, Installation installation)
            implements EngineSettings {
        /** What this product speaks of its API, the newest first; later ones were not tried. */
        public static final List<String> VERSIONS = List.of("v0.0.42", "v0.0.41", "v0.0.40");

        private static final byte[] NO_CLAIMS = {'{', '}'};

        /** The HTTP header of a token; through a socket nothing is sent, for the system says who asks. */
        public static Map<String, String> header(URI address, String token) {
            return token.isEmpty() || UnixSockets.isAddress(address) ? Map.of() : Map.of("X-SLURM-USER-TOKEN", token);
        }

        /**
         * The account that jobs run in, as Slurm reads it from its tokens; empty where it is not known, as for a socket.
         * What slurmrestd says of its client is no help: it names root in every answer.
         */
        public static String account(URI address, String token) {
            if (UnixSockets.isAddress(address)) {
                return "";
            }
            String[] parts = token.split("\\.");
            try {
                JsonNode claims = JsonMapper.shared()
                        .readTree(parts.length == 3 ? Base64.getUrlDecoder().decode(parts[1]) : NO_CLAIMS);
                return claims.path("sun").asString(claims.path("username").asString(""));
            } catch (IllegalArgumentException | JacksonException none) {
                return "";
            }
        }
    }

    /** @param programs folder of Slurm's commands there; empty where they are on the path */
    record SlurmSsh(SshAccess access, String programs, SlurmJob job, Installation installation)
            implements EngineSettings {}

    record GpuHost(SshAccess access, List<Integer> cards, Installation installation) implements EngineSettings {}

    record AiToolkit(URI address, List<Integer> cards, Installation installation) implements EngineSettings {}

    /** @param namespace of the jobs */
    record Kubernetes(URI address, String namespace, KubernetesJob job, Installation installation)
            implements EngineSettings {}

    /**
     * @param more servers that stand for the first one
     * @param loraFolder as this server reaches it, or as the host has it
     * @param loraHost takes the LoRAs by SFTP; null where this server has their folder, or nobody brings them
     */
    record ComfyUi(
            URI address,
            List<URI> more,
            String loraFolder,
            @Nullable SshAccess loraHost) implements EngineSettings {
        public List<URI> addresses() {
            return Stream.concat(Stream.of(address), more.stream()).distinct().toList();
        }
    }

    /** @param hostKey line of known_hosts; a host with another key is refused */
    record SshAccess(String host, int port, String user, String hostKey) {
        private static final int USUAL = 22;
    }

    /**
     * What each job asks of a Slurm cluster.
     *
     * @param nice null for the cluster's default
     * @param timeLimit minutes; 0 for the partition's
     * @param memory MiB; 0 for the cluster's default
     * @param container {@code none}, {@code pyxis}, {@code apptainer} or {@code command}
     * @param command with places for the image, the mounts, the folder and the command; for the last of these containers
     * @param mounts of a container, {@code source:target} or {@code source:target:ro}
     */
    record SlurmJob(
            String partition,
            String account,
            String qos,
            String constraint,
            String reservation,
            String exclude,
            @Nullable Integer nice,
            String gpuType,
            int gpus,
            int timeLimit,
            int memory,
            int cpus,
            String container,
            String image,
            String command,
            List<String> mounts) {}

    /**
     * What each job asks of a Kubernetes cluster.
     *
     * @param timeLimit minutes; 0 for as long as the links of its pods last
     * @param memory MiB; 0 for the namespace's default
     * @param kueue local queue of Kueue
     * @param kueuePriority WorkloadPriorityClass of Kueue
     * @param priorityClass of the pods
     * @param nodeLabels {@code name=value}
     * @param taints {@code name=value:effect}, {@code name:effect} or {@code name}
     * @param environment Secret whose keys become variables
     * @param modelsClaim mounted at {@code /models}
     */
    record KubernetesJob(
            String image,
            int gpus,
            int timeLimit,
            int memory,
            int cpus,
            String kueue,
            String kueuePriority,
            String priorityClass,
            List<String> nodeLabels,
            List<String> taints,
            String serviceAccount,
            String pullSecret,
            String environment,
            String modelsClaim) {}

    /**
     * Where a trainer and its model are on the engine; empty where it has no such thing.
     *
     * @param variant {@code dev}, {@code krea} or {@code schnell}
     * @param model folder, file or name on Hugging Face
     */
    record Installation(
            String folder,
            String jar,
            String python,
            String java,
            String variant,
            String model,
            String clipL,
            String t5xxl,
            String autoencoder,
            String adapter,
            List<String> arguments) {
        /** The model's files and folders as absolute paths. */
        public List<String> modelPaths() {
            return Stream.of(model, clipL, t5xxl, autoencoder, adapter)
                    .filter(path -> path.startsWith("/"))
                    .toList();
        }
    }

    /** The cards that a run has to itself. */
    default int cardsPerRun() {
        return switch (this) {
            case SlurmRest slurm -> slurm.job().gpus();
            case SlurmSsh slurm -> slurm.job().gpus();
            case Kubernetes kubernetes -> kubernetes.job().gpus();
            case GpuHost host -> 1;
            case AiToolkit server -> 1;
            case ComfyUi server -> 1;
        };
    }

    /** What a run gets there, for people. */
    default String perRun() {
        return switch (this) {
            case SlurmRest slurm -> perRun(slurm.job());
            case SlurmSsh slurm -> perRun(slurm.job());
            case Kubernetes kubernetes -> perRun("", "", kubernetes.job().timeLimit());
            case GpuHost host -> perRun("", "", 0);
            case AiToolkit server -> perRun("", "", 0);
            case ComfyUi server -> perRun("", "", 0);
        };
    }

    private String perRun(SlurmJob job) {
        return perRun(job.gpuType(), job.partition(), job.timeLimit());
    }

    private String perRun(String gpuType, String partition, int minutes) {
        int gpus = cardsPerRun();
        return gpus
                + (gpuType.isEmpty() ? "" : " " + gpuType)
                + (gpus == 1 ? " GPU" : " GPUs")
                + (partition.isEmpty() ? "" : " in the partition " + partition)
                + (minutes == 0 ? "" : ", " + minutes + " minutes at most");
    }

    /** Where requests go, for people. */
    default String place() {
        return switch (this) {
            case SlurmRest slurm -> slurm.address().toString();
            case SlurmSsh slurm -> slurm.access().host();
            case GpuHost host -> host.access().host();
            case AiToolkit server -> server.address().toString();
            case Kubernetes kubernetes -> kubernetes.address().toString();
            case ComfyUi server -> server.address().toString();
        };
    }

    /** @param values checked by {@link EngineRules} */
    static EngineSettings of(EngineKind kind, Map<EngineField, String> values) {
        Values read = new Values(values);
        return switch (kind) {
            case SLURM_REST ->
                new SlurmRest(
                        read.address(), read.text(EngineField.SHARED_FOLDER, ""), read.slurmJob(), read.installation());
            case SLURM_SSH ->
                new SlurmSsh(
                        read.access(), read.text(EngineField.SLURM_PROGRAMS, ""), read.slurmJob(), read.installation());
            case GPU_HOST -> new GpuHost(read.access(), read.cards(), read.installation());
            case AI_TOOLKIT -> new AiToolkit(read.address(), read.cards(), read.installation());
            case KUBERNETES ->
                new Kubernetes(
                        read.address(),
                        read.text(EngineField.NAMESPACE, "default"),
                        read.kubernetesJob(),
                        read.installation());
            case COMFYUI ->
                new ComfyUi(
                        read.address(),
                        read.moreAddresses(),
                        read.text(EngineField.LORA_FOLDER, ""),
                        values.containsKey(EngineField.LORA_HOST) ? read.loraAccess() : null);
        };
    }

    /** The values as they are stored. */
    record Values(Map<EngineField, String> typed) {
        private static final int USUAL_CPUS = 4;

        String text(EngineField field, String fallback) {
            return typed.getOrDefault(field, fallback);
        }

        int number(EngineField field, int fallback) {
            return Integer.parseInt(text(field, Integer.toString(fallback)));
        }

        URI address() {
            return URI.create(text(EngineField.ADDRESS, ""));
        }

        List<URI> moreAddresses() {
            return Arrays.stream(text(EngineField.MORE_ADDRESSES, "").split(" "))
                    .filter(address -> !address.isEmpty())
                    .map(URI::create)
                    .toList();
        }

        List<Integer> cards() {
            return list(EngineField.CARDS).stream().map(Integer::valueOf).toList();
        }

        private List<String> list(EngineField field) {
            return Arrays.stream(text(field, "").split(","))
                    .map(String::strip)
                    .filter(one -> !one.isEmpty())
                    .toList();
        }

        SshAccess access() {
            return new SshAccess(
                    text(EngineField.HOST, ""),
                    number(EngineField.PORT, SshAccess.USUAL),
                    text(EngineField.USER, ""),
                    text(EngineField.HOST_KEY, ""));
        }

        SshAccess loraAccess() {
            return new SshAccess(
                    text(EngineField.LORA_HOST, ""),
                    number(EngineField.LORA_PORT, SshAccess.USUAL),
                    text(EngineField.LORA_USER, ""),
                    text(EngineField.LORA_HOST_KEY, ""));
        }

        Installation installation() {
            return new Installation(
                    text(EngineField.TRAINER_FOLDER, ""),
                    text(EngineField.JAR, ""),
                    text(EngineField.PYTHON, "python3"),
                    text(EngineField.JAVA, "java"),
                    text(EngineField.VARIANT, "dev"),
                    text(EngineField.MODEL, text(EngineField.MODEL_FILE, "")),
                    text(EngineField.CLIP_L, ""),
                    text(EngineField.T5XXL, ""),
                    text(EngineField.AUTOENCODER, ""),
                    text(EngineField.ADAPTER, ""),
                    Arrays.stream(text(EngineField.ARGUMENTS, "").split("\\s+"))
                            .filter(word -> !word.isEmpty())
                            .toList());
        }

        KubernetesJob kubernetesJob() {
            return new KubernetesJob(
                    text(EngineField.IMAGE, ""),
                    number(EngineField.GPUS, 1),
                    number(EngineField.TIME_LIMIT, 0),
                    number(EngineField.MEMORY, 0),
                    number(EngineField.CPUS, USUAL_CPUS),
                    text(EngineField.KUEUE, ""),
                    text(EngineField.KUEUE_PRIORITY, ""),
                    text(EngineField.PRIORITY_CLASS, ""),
                    list(EngineField.NODE_LABELS),
                    list(EngineField.TAINTS),
                    text(EngineField.SERVICE_ACCOUNT, ""),
                    text(EngineField.PULL_SECRET, ""),
                    text(EngineField.ENVIRONMENT, ""),
                    text(EngineField.MODELS_CLAIM, ""));
        }

        SlurmJob slurmJob() {
            return new SlurmJob(
                    text(EngineField.PARTITION, ""),
                    text(EngineField.ACCOUNT, ""),
                    text(EngineField.QOS, ""),
                    text(EngineField.CONSTRAINT, ""),
                    text(EngineField.RESERVATION, ""),
                    text(EngineField.EXCLUDE, ""),
                    typed.containsKey(EngineField.NICE) ? number(EngineField.NICE, 0) : null,
                    text(EngineField.GPU_TYPE, ""),
                    number(EngineField.GPUS, 1),
                    number(EngineField.TIME_LIMIT, 0),
                    number(EngineField.MEMORY, 0),
                    number(EngineField.CPUS, USUAL_CPUS),
                    text(EngineField.CONTAINER, "none"),
                    text(EngineField.IMAGE, ""),
                    text(EngineField.CONTAINER_COMMAND, ""),
                    list(EngineField.MOUNTS));
        }
    }
}
