package io.understudy.training.backends.cluster.trainers;

import static io.understudy.datasets.snapshots.export.TrainerDataset.quoted;
import static io.understudy.providers.ssh.ShellQuoting.command;
import static io.understudy.providers.ssh.ShellQuoting.quote;

import io.understudy.datasets.snapshots.export.ExportOptions.Optimizer;
import io.understudy.lora.BaseModel;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendJob;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import io.understudy.training.backends.api.BackendOption;
import io.understudy.training.backends.api.JobField;
import io.understudy.training.backends.cluster.trainers.TrainerInstallation.Models;
import io.understudy.training.backends.cluster.trainers.TrainerInstallation.Variant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * kohya-ss/sd-scripts, {@code flux_train_network.py}. Its defaults are for other models, so that everything is written out.
 * After a resume it counts from the beginning of an epoch: each part has a name of its own, and {@code watch.py} adds up.
 */
public final class KohyaRecipe implements TrainerRecipe {
    private static final BackendOption FP8 = BackendOption.onOff(
            "fp8Base",
            "8-bit base model",
            "Halves the memory that the base model takes; a card with 24 GB needs it.",
            true);
    private static final BackendOption SWAP = BackendOption.choice(
            "blocksToSwap",
            "Blocks to swap",
            "Blocks of the base model that wait in the computer's memory: slower, for cards with less than 24 GB.",
            List.of("0", "10", "18", "28"));

    /** Names of a part that begins after a resume say where. */
    private static final String NAME = "lora(?:-from(?P<from>\\d+))?";

    private final TrainerInstallation installation;

    public KohyaRecipe(TrainerInstallation installation) {
        this.installation = installation;
    }

    @Override
    public BackendCapabilities capabilities() {
        return FluxOptions.capabilities(
                "A FLUX.1 LoRA, trained by kohya sd-scripts on cards of the team.",
                BaseModel.FLUX1_DEV,
                JobField.BATCH_SIZE,
                (installation.cards() == 1 ? "" : "For each of " + installation.cards() + " cards. ")
                        + "Without TensorBoard in the trainer's Python, the loss that is shown is an average over the last"
                        + " epoch.",
                FP8,
                SWAP);
    }

    @Override
    public Duration estimate(TrainingSettings settings, int pictures) {
        return FluxOptions.estimate(settings);
    }

    @Override
    public String checkpoint(int step) {
        return "resume/lora-step%08d.safetensors".formatted(step);
    }

    @Override
    public String folder(BackendJob job, JobPicture picture) {
        return PictureFolders.of(job).of(picture, DATASET, "/");
    }

    @Override
    public Files files(BackendJob job, String folder) {
        TrainingSettings asked = job.parameters();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("run.toml", config(asked, folder));
        texts.put(
                "dataset.toml",
                FluxOptions.dataset(asked, PictureFolders.of(job).in(folder + "/" + DATASET, "/"))
                        .kohya(asked.batchSize()));
        texts.put("prompts.toml", prompts(asked));
        texts.put(START, start(folder));
        return new Files(
                texts,
                Map.of(
                        "reader", "kohya",
                        "checkpoint", List.of(OUTPUT, NAME + "-step(?P<step>\\d{8})\\.safetensors"),
                        "state", List.of(OUTPUT, NAME + "-step(?P<step>\\d{8})-state"),
                        "sample",
                                List.of(
                                        OUTPUT + "/sample",
                                        NAME + "_(?P<step>\\d{6})_(?P<index>\\d{2})_\\d{14}(?:_\\d+)?\\.png"),
                        "result", List.of(OUTPUT, NAME + "\\.safetensors")));
    }

    @Override
    public String python() {
        return installation.python();
    }

    private String start(String folder) {
        List<String> words = new ArrayList<>(List.of(
                installation.python(),
                "-m",
                "accelerate.commands.launch",
                "--num_processes",
                String.valueOf(installation.cards()),
                "--num_machines",
                "1",
                "--mixed_precision",
                "bf16",
                "--num_cpu_threads_per_process",
                "1",
                "flux_train_network.py",
                "--config_file",
                folder + "/run.toml"));
        words.addAll(installation.more());
        return """
                export PYTHONUNBUFFERED=1 CUDA_DEVICE_ORDER=PCI_BUS_ID
                folder=$PWD
                resume=()
                if read -r step state <part; then
                    state=$folder/$state
                    resume=(--initial_step "$step" --skip_until_initial_step --output_name "lora-from$step")
                    if [ -d "$state" ]; then resume+=(--resume "$state"); else resume+=(--network_weights "$state"); fi
                fi 2>/dev/null
                cd %s || exit 1
                exec %s --logging_dir "$UNDERSTUDY_LOGS" "${resume[@]}"
                """.formatted(quote(installation.program()), command(words));
    }

    private String config(TrainingSettings asked, String folder) {
        Models models = installation.models();
        Optimizer optimizer = FluxOptions.optimizer(asked);
        double rate = optimizer.findsItsRate() ? 1 : asked.learningRate();
        boolean dropsCaptions = !"0".equals(FluxOptions.value(asked, FluxOptions.DROPOUT));
        int saveEvery = TrainerRecipe.saveEvery(asked);
        return """
                pretrained_model_name_or_path = %s
                clip_l = %s
                t5xxl = %s
                ae = %s
                model_type = "flux"
                dataset_config = %s
                output_dir = %s
                output_name = "lora"
                network_module = "networks.lora_flux"
                network_dim = %d
                network_alpha = %s
                network_train_unet_only = true
                learning_rate = %s
                unet_lr = %4$s
                optimizer_type = %s
                optimizer_args = %s
                lr_scheduler = %s
                lr_warmup_steps = 0
                max_train_steps = %d
                max_grad_norm = 1.0
                gradient_checkpointing = true
                gradient_accumulation_steps = 1
                mixed_precision = "bf16"
                save_precision = "fp16"
                save_model_as = "safetensors"
                fp8_base = %s
                blocks_to_swap = %s
                cache_latents = true
                cache_latents_to_disk = true
                cache_text_encoder_outputs = %s
                cache_text_encoder_outputs_to_disk = %5$s
                sdpa = true
                seed = %d
                guidance_scale = 1.0
                timestep_sampling = "%s"
                discrete_flow_shift = 3.1582
                model_prediction_type = "raw"
                weighting_scheme = "none"
                loss_type = "l2"
                t5xxl_max_token_length = %d
                apply_t5_attn_mask = true
                max_data_loader_n_workers = 2
                persistent_data_loader_workers = true
                save_every_n_steps = %d
                save_state = true
                save_last_n_steps_state = %d
                console_log_simple = true
                """.replace("%4$s", String.valueOf(rate)).replace("%5$s", String.valueOf(!dropsCaptions)).formatted(
                        quoted(models.model()),
                        quoted(models.clipL()),
                        quoted(models.t5xxl()),
                        quoted(models.autoencoder()),
                        quoted(folder + "/dataset.toml"),
                        quoted(folder + "/" + OUTPUT),
                        asked.rank(),
                        asked.alpha(),
                        rate,
                        quoted(optimizer.label()),
                        optimizer.arguments(),
                        quoted(FluxOptions.scheduler(asked).label()),
                        asked.steps(),
                        FluxOptions.isOn(asked, FP8),
                        FluxOptions.value(asked, SWAP),
                        !dropsCaptions,
                        FluxOptions.seed(asked.seed()),
                        models.variant() == Variant.SCHNELL ? "sigmoid" : "shift",
                        models.variant() == Variant.SCHNELL ? 256 : 512,
                        saveEvery,
                        2 * saveEvery)
                + (asked.sampleEvery() == 0 || asked.samplePrompts().isEmpty()
                        ? ""
                        : """
                        sample_every_n_steps = %d
                        sample_at_first = true
                        sample_prompts = %s
                        """.formatted(asked.sampleEvery(), quoted(folder + "/prompts.toml")));
    }

    /** In a text file, two dashes in a prompt would begin an option. */
    private String prompts(TrainingSettings asked) {
        boolean schnell = installation.models().variant() == Variant.SCHNELL;
        StringBuilder prompts = new StringBuilder("""
                [prompt]
                width = %1$d
                height = %1$d
                sample_steps = %2$d
                guidance_scale = 3.5
                scale = 1.0
                """.formatted(FluxOptions.side(asked), schnell ? 4 : 20));
        for (SamplePrompt sample : asked.samplePrompts()) {
            prompts.append("""

                    [[prompt.subset]]
                    prompt = %s
                    seed = %d
                    """.formatted(quoted(sample.prompt()), FluxOptions.seed(sample.seed())));
        }
        return prompts.toString();
    }
}
