package io.understudy.training.backends.cluster.trainers;

import static io.understudy.datasets.snapshots.export.TrainerDataset.quoted;
import static io.understudy.providers.ssh.ShellQuoting.command;
import static io.understudy.providers.ssh.ShellQuoting.quote;

import io.understudy.datasets.snapshots.export.TrainerDataset.Folder;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.BackendOption;
import io.understudy.training.backends.api.ExtraOutput;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.backends.cluster.JobFolder;
import io.understudy.training.backends.cluster.trainers.TrainerInstallation.Variant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * ostris/ai-toolkit. It ignores keys that it does not know and has defaults for SD 1.5, so that everything is written out.
 * It continues with the newest checkpoint of its output folder unasked.
 */
public final class AiToolkitRecipe implements TrainerRecipe {
    private static final BackendOption QUANTIZE = BackendOption.onOff(
            "quantize",
            "8-bit base model",
            "Halves the memory that the base model takes; a card with 24 GB needs it.",
            true);
    private static final BackendOption LOW_VRAM = BackendOption.onOff(
            "lowVram", "Low memory", "Prepares the base model on the processor, which takes minutes longer.", false);

    private static final String EACH_FOLDER = """
            buckets: true
            cache_latents_to_disk: true
            is_reg: false
            network_weight: 1.0
            shuffle_tokens: false
            """;

    private final TrainerInstallation installation;

    /** @param step that it was saved after */
    public record Checkpoint(int step, String file) {}

    public AiToolkitRecipe(TrainerInstallation installation) {
        this.installation = installation;
    }

    private Variant variant() {
        return installation.models().variant();
    }

    @Override
    public BackendCapabilities capabilities() {
        return FluxOptions.capabilities(
                "A " + variant().family() + " LoRA, trained by ai-toolkit on a card of the team.",
                variant().baseModel(),
                JobField.SAMPLE_EVERY,
                "A first sample is generated before the first step.",
                QUANTIZE,
                LOW_VRAM);
    }

    @Override
    public Duration estimate(TrainingSettings settings, int pictures) {
        return FluxOptions.estimate(settings);
    }

    @Override
    public String python() {
        return installation.python();
    }

    @Override
    public String checkpoint(int step) {
        return OUTPUT + "/lora/lora_%09d.safetensors".formatted(step);
    }

    /** It looks after each step whether it was asked; without a prompt there is nothing to generate. */
    @Override
    public Set<ExtraOutput> extras(TrainingSettings settings) {
        Set<ExtraOutput> extras = EnumSet.noneOf(ExtraOutput.class);
        if (TrainerRecipe.keepsCheckpoints(settings)) {
            extras.add(ExtraOutput.CHECKPOINT);
        }
        if (makesSamples(settings)) {
            extras.add(ExtraOutput.SAMPLES);
        }
        return extras;
    }

    private static boolean makesSamples(TrainingSettings settings) {
        return settings.sampleEvery() > 0 && !settings.samplePrompts().isEmpty();
    }

    @Override
    public String folder(BackendJob job, JobPicture picture) {
        return PictureFolders.of(job).of(picture, DATASET, "/");
    }

    @Override
    public Files files(BackendJob job, String folder) {
        List<String> start = new ArrayList<>(List.of(installation.python(), "run.py", folder + "/run.yaml"));
        start.addAll(installation.more());
        return new Files(
                Map.of(
                        "run.yaml",
                        config(
                                job.parameters(),
                                "lora",
                                folder + "/" + OUTPUT,
                                PictureFolders.of(job).in(folder + "/" + DATASET, "/")),
                        START,
                        """
                        export PYTHONUNBUFFERED=1 CUDA_DEVICE_ORDER=PCI_BUS_ID AITK_JOB_ID=understudy
                        cd %s || exit 1
                        exec %s
                        """.formatted(quote(installation.program()), command(start))),
                Map.of(
                        "reader", "ai-toolkit",
                        "source", OUTPUT + "/lora/loss_log.db",
                        "extras",
                                extras(job.parameters()).stream()
                                        .map(JobFolder::asked)
                                        .toList(),
                        "schema", installation.program() + "/ui/prisma/schema.prisma",
                        "checkpoint", List.of(OUTPUT + "/lora", "lora_(?P<step>\\d{9})\\.safetensors"),
                        "sample", List.of(OUTPUT + "/lora/samples", "\\d+__(?P<step>\\d{9})_(?P<index>\\d+)\\.png"),
                        "result", List.of(OUTPUT + "/lora", "lora\\.safetensors")));
    }

    /**
     * For ai-toolkit's own server, which sets cards, log and database itself.
     *
     * @param name of the job
     * @param output the server's folder of results, absolute there
     * @param folders of the pictures, absolute there
     * @param from a checkpoint to continue from, absolute there; null for none
     */
    public JsonNode serverJob(
            TrainingSettings asked, String name, String output, List<Folder> folders, @Nullable Checkpoint from) {
        ObjectNode tree = JsonMapper.shared()
                .valueToTree(new Yaml(new SafeConstructor(new LoaderOptions()))
                        .<Map<String, Object>>load(config(asked, name, output, folders)));
        ObjectNode process = (ObjectNode) tree.at("/config/process/0");
        process.remove("sqlite_db_path");
        if (from != null) {
            ((ObjectNode) process.get("network")).put("pretrained_lora_path", from.file());
            ((ObjectNode) process.get("train")).put("start_step", from.step());
        }
        return tree;
    }

    /** @param name of the job, after which the trainer also names its files */
    private String config(TrainingSettings asked, String name, String output, List<Folder> folders) {
        boolean schnell = variant() == Variant.SCHNELL;
        boolean samples = makesSamples(asked);
        boolean quantize = FluxOptions.isOn(asked, QUANTIZE);
        String dataset =
                FluxOptions.dataset(asked, folders).aiToolkit(EACH_FOLDER).indent(6);
        return """
                job: extension
                config:
                  name: %s
                  process:
                    - type: diffusion_trainer
                      # What it was asked for is read there, after each step.
                      sqlite_db_path: "${UNDERSTUDY_ASKED}"
                      training_folder: %s
                      device: "cuda:0"
                      training_seed: %d
                %s\
                      network:
                        type: lora
                        linear: %d
                        linear_alpha: %s
                        transformer_only: true
                      save:
                        dtype: float16
                        save_every: %d
                        # Each is fetched before the trainer would delete it.
                        max_step_saves_to_keep: %d
                        save_format: safetensors
                        push_to_hub: false
                      train:
                        batch_size: %d
                        steps: %d
                        gradient_accumulation: 1
                        train_unet: true
                        train_text_encoder: false
                        gradient_checkpointing: true
                        noise_scheduler: flowmatch
                        timestep_type: %s
                        content_or_style: balanced
                        loss_type: mse
                        optimizer: %s
                        lr: %s
                %s\
                        max_grad_norm: 1.0
                        dtype: bf16
                        ema_config:
                          use_ema: false
                          ema_decay: 0.99
                        skip_first_sample: false
                        disable_sampling: %s
                      model:
                        name_or_path: %s
                        arch: %s
                        quantize: %s
                        quantize_te: %s
                        qtype: qfloat8
                        qtype_te: qfloat8
                        low_vram: %s
                %s\
                      logging:
                        log_every: 1
                        use_ui_logger: true
                        use_wandb: false
                      sample:
                        sampler: flowmatch
                        sample_every: %d
                        sample_start_step: 0
                        width: %6$s
                        height: %6$s
                        guidance_scale: %s
                        sample_steps: %d
                        network_multiplier: 1.0
                        neg: ""
                        seed: 0
                        walk_seed: false
                        format: png
                        samples:%s
                meta:
                  name: %7$s
                  version: "1.0"
                """.replace("%6$s", String.valueOf(FluxOptions.side(asked))).replace("%7$s", quoted(name)).formatted(
                quoted(name),
                quoted(output),
                FluxOptions.seed(asked.seed()),
                dataset,
                asked.rank(),
                asked.alpha(),
                TrainerRecipe.saveEvery(asked),
                TrainerRecipe.keepsCheckpoints(asked) ? asked.steps() / asked.saveEvery() + 2 : 2,
                asked.batchSize(),
                asked.steps(),
                // As the trainer's own page has them.
                variant().isFlux1() ? "sigmoid" : "weighted",
                FluxOptions.lower(FluxOptions.optimizer(asked).label()),
                asked.learningRate(),
                FluxOptions.scheduler(asked).aiToolkit().indent(8),
                !samples,
                quoted(installation.models().model()),
                variant().architecture(),
                quantize,
                quantize,
                FluxOptions.isOn(asked, LOW_VRAM),
                schnell
                        ? "        assistant_lora_path: %s\n"
                                .formatted(quoted(installation.models().assistant()))
                        : "",
                samples ? asked.sampleEvery() : asked.steps() + 1,
                schnell ? "1.0" : "4.0",
                schnell ? 4 : 20,
                samples(asked, samples));
    }

    private static String samples(TrainingSettings asked, boolean wanted) {
        if (!wanted) {
            return " []";
        }
        StringBuilder lines = new StringBuilder();
        for (SamplePrompt sample : asked.samplePrompts()) {
            lines.append("\n          - prompt: %s\n            seed: %d"
                    .formatted(quoted(plain(sample.prompt())), FluxOptions.seed(sample.seed())));
        }
        return lines.toString();
    }

    /** The trainer reads options after two dashes, and replaces names in braces and brackets. */
    private static String plain(String prompt) {
        return prompt.replace("--", "–")
                .replace("${", "$ {")
                .replaceAll("(?i)\\[(name|trigger)]", "[ $1 ]")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
