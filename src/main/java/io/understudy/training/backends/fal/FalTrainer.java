package io.understudy.training.backends.fal;

import io.understudy.billing.PublishedPrice;
import io.understudy.lora.BaseModel;
import io.understudy.providers.fal.FalModel;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendCapabilities.Limits;
import io.understudy.training.backends.api.BackendOption;
import io.understudy.training.backends.api.BackendPreset;
import io.understudy.training.backends.api.JobField;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trainers at fal.ai: which fields each takes, under which name, and what it ignores. Prices are those of fal's own
 * pages of the models ({@link #page}), which name them per training run of 1,000 steps and linear in the steps; the page
 * of the portrait trainer names none that was found.
 */
enum FalTrainer {
    FAST(
            new FalModel(
                    "fal-flux-lora-fast-training",
                    "fal-ai/flux-lora-fast-training",
                    "fal.ai · FLUX LoRA fast training"),
            "FLUX.1 dev at fal.ai, the guide's own route. It takes the number of steps and chooses everything else itself.",
            BaseModel.FLUX1_DEV,
            new Fields("images_data_url", "trigger_word", false),
            List.of(
                    BackendOption.onOff(
                            "create_masks", "Masks", "Weights face and subject more than the background.", true),
                    BackendOption.onOff(
                            "is_style", "Style", "Trains a style instead of a subject: no masks, no captions.", false)),
            new BackendPreset("fal's default", "A character in 1,000 steps.", 1000, 1e-4, 16, 16, 1, 1024, 0, 0),
            PublishedPrice.of("2.00", "2026-11-25"),
            0.25),
    PORTRAIT(
            new FalModel(
                    "fal-flux-lora-portrait-trainer",
                    "fal-ai/flux-lora-portrait-trainer",
                    "fal.ai · FLUX LoRA portrait trainer"),
            "FLUX.1 dev at fal.ai, tuned for portraits: it crops to the subject and trains at several resolutions.",
            BaseModel.FLUX1_DEV,
            new Fields("images_data_url", "trigger_phrase", true),
            List.of(
                    BackendOption.onOff(
                            "multiresolution_training", "Several resolutions", "Trains at more than one size.", true),
                    BackendOption.onOff("subject_crop", "Crop to the subject", "Cuts pictures to the person.", true),
                    BackendOption.onOff("create_masks", "Masks", "Weights the subject more.", false)),
            new BackendPreset("fal's default", "A face in 2,500 steps.", 2500, 9e-5, 16, 16, 1, 1024, 0, 0),
            null,
            0.4),
    FLUX_2(
            new FalModel("fal-flux-2-trainer", "fal-ai/flux-2-trainer", "fal.ai · FLUX.2 trainer"),
            "FLUX.2 dev at fal.ai. Its LoRAs do not load into FLUX.1.",
            BaseModel.FLUX2_DEV,
            new Fields("image_data_url", null, true),
            List.of(BackendOption.choice(
                    "output_lora_format",
                    "Key names",
                    "How tensors are named in the file: fal's own way, or ComfyUI's.",
                    List.of("fal", "comfy"))),
            new BackendPreset("fal's default", "1,000 steps at 5e-5.", 1000, 5e-5, 16, 16, 1, 1024, 0, 0),
            PublishedPrice.of("6.40", "2026-11-25"),
            0.9),
    TURBO(
            new FalModel("fal-turbo-flux-trainer", "fal-ai/turbo-flux-trainer", "fal.ai · Turbo FLUX trainer"),
            "FLUX.1 dev at fal.ai with a high learning rate, for a result in minutes.",
            BaseModel.FLUX1_DEV,
            new Fields("images_data_url", "trigger_phrase", true),
            List.of(
                    BackendOption.choice(
                            "training_style", "What is learned", "A subject or a style.", List.of("subject", "style")),
                    BackendOption.onOff("face_crop", "Crop to the face", "Adds crops of the face.", true)),
            new BackendPreset("fal's default", "1,000 steps at 1.15e-3.", 1000, 1.15e-3, 16, 16, 1, 1024, 0, 0),
            PublishedPrice.of("2.40", "2026-11-25"),
            0.15);

    /** Names of the fields; a trigger of null means that the model takes none. */
    private record Fields(String pictures, @Nullable String trigger, boolean learningRate) {}

    private final FalModel model;
    private final Fields fields;
    private final @Nullable PublishedPrice price;
    private final double secondsPerStep;
    private final BackendCapabilities capabilities;

    FalTrainer(
            FalModel model,
            String what,
            BaseModel baseModel,
            Fields fields,
            List<BackendOption> options,
            BackendPreset preset,
            @Nullable PublishedPrice price,
            double secondsPerStep) {
        this.model = model;
        this.fields = fields;
        this.price = price;
        this.secondsPerStep = secondsPerStep;
        this.capabilities = new BackendCapabilities(
                what,
                baseModel,
                ignored(fields),
                Map.of(),
                Map.of(JobField.STEPS, new Limits(1, 10_000)),
                options,
                List.of(preset),
                false);
    }

    private static Map<JobField, String> ignored(Fields fields) {
        Map<JobField, String> ignored = new EnumMap<>(JobField.class);
        ignored.put(JobField.RANK, "fal's trainer has a rank of its own.");
        ignored.put(JobField.ALPHA, "fal's trainer has an alpha of its own.");
        ignored.put(JobField.BATCH_SIZE, "fal's trainer has a batch size of its own.");
        ignored.put(JobField.RESOLUTION, "fal's trainer chooses the resolution itself.");
        ignored.put(JobField.SEED, "fal's trainer takes no seed: two equal runs differ a little.");
        ignored.put(JobField.SAMPLE_EVERY, "fal generates no samples while it trains; make a test sheet afterwards.");
        ignored.put(JobField.SAMPLE_PROMPTS, "fal generates no samples while it trains.");
        ignored.put(JobField.SAVE_EVERY, "fal hands out the finished LoRA only.");
        if (!fields.learningRate()) {
            ignored.put(JobField.LEARNING_RATE, "fal's trainer has a learning rate of its own.");
        }
        return ignored;
    }

    FalModel model() {
        return model;
    }

    BackendCapabilities capabilities() {
        return capabilities;
    }

    /** For 1,000 steps; null where fal names none. */
    @Nullable
    PublishedPrice price() {
        return price;
    }

    /** A guess, until runs of this installation show better. */
    double secondsPerStep() {
        return secondsPerStep;
    }

    Map<String, Object> input(TrainingSettings asked, String pictures) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put(fields.pictures(), pictures);
        input.put("steps", asked.steps());
        if (fields.trigger() != null) {
            input.put(fields.trigger(), asked.triggerWord().value());
        }
        if (fields.learningRate()) {
            input.put("learning_rate", asked.learningRate());
        }
        for (BackendOption option : capabilities.options()) {
            String value = asked.options().getOrDefault(option.name(), option.fallback());
            input.put(option.name(), option.isSwitch() ? Boolean.valueOf(value) : value);
        }
        return input;
    }
}
