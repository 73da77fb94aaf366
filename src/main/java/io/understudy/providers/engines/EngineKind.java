package io.understudy.providers.engines;

import static io.understudy.providers.engines.EngineField.ADDRESS;
import static io.understudy.providers.engines.EngineField.CARDS;
import static io.understudy.providers.engines.EngineField.CERTIFICATE;
import static io.understudy.providers.engines.EngineField.HOST;
import static io.understudy.providers.engines.EngineField.HOST_KEY;
import static io.understudy.providers.engines.EngineField.LORA_FOLDER;
import static io.understudy.providers.engines.EngineField.LORA_HOST;
import static io.understudy.providers.engines.EngineField.LORA_HOST_KEY;
import static io.understudy.providers.engines.EngineField.LORA_KEY;
import static io.understudy.providers.engines.EngineField.LORA_PORT;
import static io.understudy.providers.engines.EngineField.LORA_USER;
import static io.understudy.providers.engines.EngineField.MORE_ADDRESSES;
import static io.understudy.providers.engines.EngineField.NAMESPACE;
import static io.understudy.providers.engines.EngineField.PORT;
import static io.understudy.providers.engines.EngineField.SHARED_FOLDER;
import static io.understudy.providers.engines.EngineField.SLURM_PROGRAMS;
import static io.understudy.providers.engines.EngineField.SLURM_TOKEN;
import static io.understudy.providers.engines.EngineField.SSH_KEY;
import static io.understudy.providers.engines.EngineField.TOKEN;
import static io.understudy.providers.engines.EngineField.USER;

import java.util.List;

public enum EngineKind {
    SLURM_REST(
            "Slurm by REST",
            "A cluster that runs slurmrestd. Jobs are submitted with the token of a Slurm user, or through its socket"
                    + " on this server: then the address is unix: and the socket's path.",
            Use.TRAINING_IN_FOLDER,
            List.of(ADDRESS, SLURM_TOKEN, SHARED_FOLDER),
            EngineField.SLURM_JOB),
    SLURM_SSH(
            "Slurm by SSH",
            "A cluster whose login host takes SSH. Jobs are submitted there with sbatch.",
            Use.TRAINING_IN_FOLDER,
            List.of(HOST, PORT, USER, SLURM_PROGRAMS, HOST_KEY, SSH_KEY),
            EngineField.SLURM_JOB),
    GPU_HOST(
            "GPU host by SSH",
            "A computer with graphics cards and without a scheduler: one run at a time on each card.",
            Use.TRAINING_IN_FOLDER,
            List.of(HOST, PORT, USER, HOST_KEY, SSH_KEY, CARDS),
            List.of()),
    AI_TOOLKIT(
            "ai-toolkit server",
            "The web server that comes with ai-toolkit.",
            Use.TRAINING,
            List.of(ADDRESS, TOKEN, CARDS),
            List.of()),
    KUBERNETES(
            "Kubernetes",
            "A cluster that runs each training as a Job. Its pods exchange files with Understudy through the S3 store.",
            Use.TRAINING,
            List.of(ADDRESS, NAMESPACE, TOKEN, CERTIFICATE),
            EngineField.KUBERNETES_JOB),
    COMFYUI(
            "ComfyUI",
            "A ComfyUI server that generates pictures.",
            Use.GENERATING,
            List.of(
                    ADDRESS,
                    MORE_ADDRESSES,
                    TOKEN,
                    LORA_FOLDER,
                    LORA_HOST,
                    LORA_PORT,
                    LORA_USER,
                    LORA_HOST_KEY,
                    LORA_KEY),
            List.of());

    private enum Use {
        TRAINING,
        TRAINING_IN_FOLDER,
        GENERATING
    }

    private final String label;
    private final String help;
    private final Use use;
    private final List<EngineField> fields;

    EngineKind(String label, String help, Use use, List<EngineField> access, List<EngineField> jobs) {
        this.label = label;
        this.help = help;
        this.use = use;
        this.fields =
                java.util.stream.Stream.concat(access.stream(), jobs.stream()).toList();
    }

    public String label() {
        return label;
    }

    public String help() {
        return help;
    }

    /** In the order of the form. */
    public List<EngineField> fields() {
        return fields;
    }

    /** Whether it trains LoRAs; else it generates pictures. */
    public boolean isTrainer() {
        return use != Use.GENERATING;
    }

    public boolean hasWorkFolder() {
        return use == Use.TRAINING_IN_FOLDER;
    }
}
