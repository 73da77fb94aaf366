package io.understudy.providers.engines;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A value that some kinds of engines need. */
public enum EngineField {
    ADDRESS("Address", "With http:// or https://, as this server reaches it.", Input.ADDRESS, true),
    HOST("Host", "Name or address of the computer, as this server reaches it.", Input.HOST, true),
    PORT("Port", "Empty for 22.", Input.PORT, false),
    USER("User", "Signs in and owns the jobs.", Input.WORD, true),
    HOST_KEY(
            "Host key",
            "Its line of known_hosts, as ssh-keyscan prints it. A host with another key is refused.",
            Input.HOST_KEY,
            true),
    SSH_KEY("Private key", "OpenSSH or PEM, without a passphrase.", Input.SECRET_LINES, true),
    TOKEN("Token", "Sent with each request.", Input.SECRET, false),
    SLURM_TOKEN("Slurm token", "From “scontrol token username=… lifespan=…”. Empty for a socket.", Input.SECRET, false),
    PARTITION("Partition", "Empty for the cluster's default.", Input.WORD, false),
    ACCOUNT("Account", "Charged by the cluster; empty for the user's default.", Input.WORD, false),
    QOS("QOS", "Empty for the default.", Input.WORD, false),
    RESERVATION("Reservation", "Empty for none.", Input.WORD, false),
    EXCLUDE("Excluded nodes", "Names with commas; empty for none.", Input.TEXT, false),
    CONSTRAINT("Constraint", "Features that a node must have, such as a100&nvlink.", Input.TEXT, false),
    NICE(
            "Nice",
            "A higher number lets other jobs go first, such as 100; a negative one needs an operator of the cluster."
                    + " Empty for the cluster's default.",
            Input.NICE,
            false),
    GPU_TYPE("GPU type", "As the cluster calls it, such as a100; empty for any.", Input.GPU_TYPE, false),
    GPUS("GPUs per run", "Empty for 1.", Input.GPUS, false),
    TIME_LIMIT(
            "Time limit in minutes",
            "Empty for the partition's. On Kubernetes from 10 to 8640; empty for about six days.",
            Input.COUNT,
            false),
    MEMORY("Memory in MiB", "Empty for the cluster's default.", Input.COUNT, false),
    CPUS("CPU cores", "Empty for 4.", Input.COUNT, false),
    CONTAINER("Container", "How a run's command is started.", Input.CONTAINER, false),
    IMAGE("Container image", "Name or file of the image that has the trainer.", Input.TEXT, false),
    CONTAINER_COMMAND(
            "Container command",
            "Only for “Own command”: one command in which {image}, {mounts}, {folder} and {command} are replaced.",
            Input.TEXT,
            false),
    MOUNTS(
            "More mounts",
            "Of a container, besides the work folder and the model: source:target or source:target:ro, with commas.",
            Input.MOUNTS,
            false),
    CARDS("Cards", "Numbers with commas, such as 0,1; empty for all.", Input.CARDS, false),
    NAMESPACE("Namespace", "Empty for default.", Input.WORD, false),
    KUEUE("Kueue queue", "Its LocalQueue in the namespace; empty without Kueue.", Input.WORD, false),
    KUEUE_PRIORITY(
            "Kueue priority class",
            "Its WorkloadPriorityClass, which orders jobs in the queue; empty for the default.",
            Input.CLASS_NAME,
            false),
    PRIORITY_CLASS(
            "Priority class", "PriorityClass of the pods; empty for the namespace's default.", Input.CLASS_NAME, false),
    CERTIFICATE(
            "Cluster's certificate",
            "Of the authority that signed the API server's, in PEM. Empty for a public one.",
            Input.CERTIFICATE_LINES,
            false),
    NODE_LABELS(
            "Node labels",
            "That a machine must have, with commas, such as nvidia.com/gpu.product=A100. Empty for any.",
            Input.NODE_LABELS,
            false),
    TAINTS(
            "Tolerated taints",
            "Of machines that only some jobs may use, with commas, such as gpu=true:NoSchedule. Empty for none.",
            Input.TAINTS,
            false),
    SERVICE_ACCOUNT("Service account", "Of the pods; empty for the namespace's default.", Input.WORD, false),
    PULL_SECRET("Image pull secret", "Empty for images that all may fetch.", Input.WORD, false),
    ENVIRONMENT(
            "Environment secret",
            "A Secret of the namespace whose keys become variables, such as HF_TOKEN. Empty for none.",
            Input.WORD,
            false),
    MODELS_CLAIM(
            "Volume claim of models",
            "Mounted at /models, for reading. Empty where the image has the model, or the trainer fetches it.",
            Input.WORD,
            false),
    MORE_ADDRESSES(
            "More servers",
            "Addresses with spaces between. They share the LoRA folder and the token; the one where least waits is used.",
            Input.TEXT,
            false),
    LORA_FOLDER(
            "LoRA folder",
            "Of ComfyUI's LoRAs, as this server reaches it; with an SFTP host, as that host has it.",
            Input.FOLDER,
            false),
    LORA_HOST(
            "SFTP host",
            "Takes the LoRAs, where this server does not have their folder. Empty for none.",
            Input.HOST,
            false),
    LORA_PORT("SFTP port", "Empty for 22.", Input.PORT, false),
    LORA_USER("SFTP user", "May write to the LoRA folder.", Input.WORD, false),
    LORA_HOST_KEY(
            "SFTP host key",
            "Its line of known_hosts, as ssh-keyscan prints it. A host with another key is refused.",
            Input.HOST_KEY,
            false),
    LORA_KEY("SFTP private key", "OpenSSH or PEM, without a passphrase.", Input.SECRET_LINES, false),
    SLURM_PROGRAMS(
            "Slurm's programs",
            "Folder of sbatch on the host; empty where it is on the account's path.",
            Input.FOLDER,
            false),
    SHARED_FOLDER(
            "Work folder on this server",
            "Where this server has the same folder mounted; REST sends no files.",
            Input.FOLDER,
            true),
    TRAINER_FOLDER(
            "Trainer's folder",
            "Its checkout where runs compute, such as /opt/ai-toolkit or /opt/sd-scripts.",
            Input.FOLDER,
            true),
    JAR("Understudy's jar", "A copy of understudy.jar where runs compute.", Input.FOLDER, true),
    PYTHON(
            "Python",
            "With the trainer's libraries, such as /opt/ai-toolkit/venv/bin/python. Empty for python3.",
            Input.PROGRAM,
            false),
    JAVA("Java", "Release 25, such as /opt/jdk-25/bin/java. Empty for java.", Input.PROGRAM, false),
    VARIANT("FLUX variant", "Which of them the model is. sd-scripts trains FLUX.1 only.", Input.VARIANT, false),
    MODEL(
            "Model",
            "Folder in the form of diffusers, or a name on Hugging Face such as black-forest-labs/FLUX.1-dev. FLUX.2 in the"
                    + " form of its makers, or by its name.",
            Input.MODEL,
            true),
    MODEL_FILE("Model file", "Such as /models/flux1-dev.safetensors.", Input.FOLDER, true),
    CLIP_L("CLIP-L file", "Such as /models/clip_l.safetensors.", Input.FOLDER, true),
    T5XXL("T5-XXL file", "Such as /models/t5xxl_fp16.safetensors.", Input.FOLDER, true),
    AUTOENCODER("Autoencoder file", "Such as /models/ae.safetensors.", Input.FOLDER, true),
    ADAPTER(
            "Adapter for schnell",
            "Only for schnell: its path, or ostris/FLUX.1-schnell-training-adapter.",
            Input.MODEL,
            false),
    ARGUMENTS(
            "More arguments",
            "Added to the trainer's command, with spaces between. Empty for none.",
            Input.TEXT,
            false);

    /** Of every job on a Slurm cluster. */
    static final List<EngineField> SLURM_JOB = List.of(
            PARTITION,
            ACCOUNT,
            QOS,
            CONSTRAINT,
            RESERVATION,
            EXCLUDE,
            NICE,
            GPU_TYPE,
            GPUS,
            TIME_LIMIT,
            MEMORY,
            CPUS,
            CONTAINER,
            IMAGE,
            CONTAINER_COMMAND,
            MOUNTS);

    /** Of every job on a Kubernetes cluster. */
    static final List<EngineField> KUBERNETES_JOB = List.of(
            IMAGE,
            GPUS,
            TIME_LIMIT,
            MEMORY,
            CPUS,
            KUEUE,
            KUEUE_PRIORITY,
            PRIORITY_CLASS,
            NODE_LABELS,
            TAINTS,
            SERVICE_ACCOUNT,
            PULL_SECRET,
            ENVIRONMENT,
            MODELS_CLAIM);

    /** What decides, beyond the settings of a run, which LoRA comes out of it. */
    private static final Set<EngineField> OF_RESULT = Set.of(
            ADDRESS,
            HOST,
            PORT,
            CONTAINER,
            IMAGE,
            CONTAINER_COMMAND,
            MOUNTS,
            ENVIRONMENT,
            MODELS_CLAIM,
            TRAINER_FOLDER,
            JAR,
            PYTHON,
            JAVA,
            VARIANT,
            MODEL,
            MODEL_FILE,
            CLIP_L,
            T5XXL,
            AUTOENCODER,
            ADAPTER,
            ARGUMENTS);

    /** Where the jobs are, with their files, and what their LoRAs are made for. */
    private static final Set<EngineField> OF_PLACE =
            Set.of(ADDRESS, MORE_ADDRESSES, HOST, PORT, USER, NAMESPACE, SHARED_FOLDER, VARIANT);

    public enum Input {
        ADDRESS("[\\s\\S]{1,500}", "Enter an address such as http://gpu.example:8188."),
        HOST("[A-Za-z0-9.:_-]{1,253}", "Enter the name or address of a computer, without user and port."),
        PORT("[0-9]{1,5}", "Enter a number from 1 to 65535."),
        WORD("[A-Za-z0-9][A-Za-z0-9._@/-]{0,99}", "Use letters, digits, dots, dashes and slashes, without spaces."),
        TEXT("[\\x20-\\x7e]{1,300}", "Use up to 300 plain characters on one line."),
        HOST_KEY(
                "(?=.{1,1000}$)(\\S+\\s+)?(ssh|ecdsa|sk)-\\S+\\s+[A-Za-z0-9+/]+=*(\\s.*)?",
                "Paste one line such as “gpu.example ssh-ed25519 AAAA…”."),
        NICE("-?[1-9][0-9]{0,5}|0", "Enter a whole number from -999999 to 999999, such as 100."),
        CLASS_NAME(
                "[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?",
                "Use up to 63 lower-case letters, digits, dots and dashes, as Kubernetes does."),
        COUNT("[1-9][0-9]{0,6}", "Enter a whole number above 0."),
        GPU_TYPE("[A-Za-z0-9][A-Za-z0-9_.-]{0,59}", "Use letters, digits, dots, dashes and underscores."),
        GPUS("[1-8]", "Enter a number from 1 to 8."),
        CARDS("[0-9]{1,2}(\\s*,\\s*[0-9]{1,2})*", "Enter the numbers of cards with commas, such as 0,1."),
        NODE_LABELS(
                "[A-Za-z0-9._/-]{1,300}=[A-Za-z0-9._-]{0,63}(\\s*,\\s*[A-Za-z0-9._/-]{1,300}=[A-Za-z0-9._-]{0,63}){0,9}",
                "Enter name=value, more of them with commas."),
        TAINTS(
                "[A-Za-z0-9._/-]{1,300}(=[A-Za-z0-9._-]{0,63})?(:[A-Za-z]{1,20})?"
                        + "(\\s*,\\s*[A-Za-z0-9._/-]{1,300}(=[A-Za-z0-9._-]{0,63})?(:[A-Za-z]{1,20})?){0,9}",
                "Enter name=value:effect or name:effect, more of them with commas."),
        CONTAINER("none|pyxis|apptainer|command", "Choose none, Pyxis, Apptainer or an own command."),
        MOUNTS(
                "/[^\\x00-\\x1f:,]{0,100}:/[^\\x00-\\x1f:,]{0,100}(:r[ow])?"
                        + "(\\s*,\\s*/[^\\x00-\\x1f:,]{0,100}:/[^\\x00-\\x1f:,]{0,100}(:r[ow])?){0,4}",
                "Enter source:target or source:target:ro with whole paths, more of them with commas."),
        VARIANT("dev|krea|schnell|flux2|flux2_klein_9b|flux2_klein_4b", "Choose one of the list."),
        FOLDER("/[^\\x00-\\x1f]{0,299}", "Enter the whole path, beginning with /."),
        PROGRAM("/[^\\x00-\\x1f]{0,299}|[A-Za-z0-9._-]{1,60}", "Enter the whole path, or a name such as python3."),
        MODEL(
                "/[^\\x00-\\x1f]{0,299}|[A-Za-z0-9][A-Za-z0-9._-]{0,95}/[A-Za-z0-9._-]{1,96}",
                "Enter the whole path, beginning with /, or a name such as black-forest-labs/FLUX.1-dev."),
        SECRET("[\\x21-\\x7e]{1,4000}", "Paste it whole, on one line."),
        SECRET_LINES(
                "-----BEGIN [A-Z ]*PRIVATE KEY-----[\\x20-\\x7b\\x7d\\x7e\\r\\n]{1,3900}-----END [A-Z ]*PRIVATE KEY-----",
                "Paste the whole file, from -----BEGIN to the line of -----END; keys of up to 4096 bits fit."),
        /** Sealed like a secret, although it is none: it belongs to the address as a token does. */
        CERTIFICATE_LINES(
                "(?=[\\s\\S]{1,3950}$)(-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\r\\n]{1,3900}-----END CERTIFICATE-----\\s*){1,3}",
                "Paste the whole file, from -----BEGIN CERTIFICATE----- to the line of -----END.");

        private final String pattern;
        private final String mistake;

        Input(String pattern, String mistake) {
            this.pattern = pattern;
            this.mistake = mistake;
        }

        public boolean isSecret() {
            return this == SECRET || isLong();
        }

        /** Whether a value has more than one line. */
        public boolean isLong() {
            return this == SECRET_LINES || this == CERTIFICATE_LINES;
        }
    }

    private final String property;
    private final String label;
    private final String help;
    private final Input input;
    private final boolean required;

    EngineField(String label, String help, Input input, boolean required) {
        this.property = Pattern.compile("_(.)")
                .matcher(name().toLowerCase(Locale.ROOT))
                .replaceAll(next -> next.group(1).toUpperCase(Locale.ROOT));
        this.label = label;
        this.help = help;
        this.input = input;
        this.required = required;
    }

    /** Its name in camel case. */
    public String property() {
        return property;
    }

    public String label() {
        return label;
    }

    public String help() {
        return help;
    }

    public Input input() {
        return input;
    }

    public boolean isRequired() {
        return required;
    }

    public boolean isSecret() {
        return input.isSecret();
    }

    /** Whether each job on a cluster asks for it. */
    public boolean isOfJob() {
        return SLURM_JOB.contains(this) || KUBERNETES_JOB.contains(this);
    }

    /** Whether the person who set it is a maker of what is trained there. */
    boolean isOfResult() {
        return OF_RESULT.contains(this);
    }

    /** Whether jobs are looked for elsewhere when it changes. */
    boolean isOfPlace() {
        return OF_PLACE.contains(this);
    }

    /** Whether the same machine may have another one later. */
    boolean isOfAddress() {
        return this == ADDRESS || this == HOST || this == PORT;
    }

    /** What is wrong with a value that was typed; empty for nothing. */
    java.util.Optional<String> mistake(String value) {
        return value.matches(input.pattern) ? java.util.Optional.empty() : java.util.Optional.of(input.mistake);
    }
}
