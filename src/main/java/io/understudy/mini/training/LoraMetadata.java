package io.understudy.mini.training;

import io.understudy.mini.LoraSettings;
import io.understudy.mini.MiniatureBase;
import io.understudy.mini.MiniatureLoraFile;
import java.util.LinkedHashMap;
import java.util.Map;

/** Header texts of a LoRA file: {@code modelspec.*} and, as the common trainers write them, {@code ss_*}. */
final class LoraMetadata {
    /** The base is the team's to use; likeness and photos are subject to what their owners allowed. */
    private static final String LICENSE =
            "Base model: CC BY 4.0, see Understudy's NOTICE. Likeness and photos: as their owners allowed";

    private LoraMetadata() {}

    static Map<String, String> of(
            MiniatureBase base, LoraSettings settings, TrainingExamples examples, int step, String title) {
        String side = Integer.toString(base.pictureSide());
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("format", "pt");
        texts.put("modelspec.sai_model_spec", "1.0.0");
        texts.put("modelspec.architecture", MiniatureBase.ARCHITECTURE);
        texts.put("modelspec.implementation", "understudy");
        texts.put("modelspec.title", title);
        texts.put("modelspec.trigger_phrase", examples.trigger());
        texts.put(
                "modelspec.usage_hint",
                "Write \"" + examples.trigger()
                        + "\" into the prompt. Loads only on Understudy's miniature, not on FLUX.");
        texts.put("modelspec.tags", "character, lora, miniature");
        texts.put("modelspec.license", LICENSE);
        texts.put("modelspec.resolution", side + "x" + side);
        texts.put("ss_base_model_version", MiniatureBase.ARCHITECTURE);
        texts.put("ss_sd_model_name", base.name());
        texts.put("ss_output_name", title);
        texts.put("ss_network_module", "networks.lora");
        texts.put("ss_network_dim", Integer.toString(settings.rank()));
        texts.put("ss_network_alpha", Double.toString(settings.alpha()));
        texts.put("ss_optimizer", "AdamW");
        texts.put("ss_lr_scheduler", "cosine");
        texts.put("ss_learning_rate", Double.toString(settings.learningRate()));
        texts.put("ss_max_train_steps", Integer.toString(settings.steps()));
        texts.put("ss_steps", Integer.toString(step));
        texts.put("ss_total_batch_size", Integer.toString(settings.batchSize()));
        texts.put("ss_num_train_images", Integer.toString(examples.latents().size()));
        texts.put("ss_resolution", "(" + side + ", " + side + ")");
        texts.put("ss_seed", Long.toString(settings.seed()));
        texts.put(MiniatureLoraFile.BASE, base.name());
        texts.put("understudy.learning_rate_factor", Double.toString(LoraSettings.LEARNING_RATE_FACTOR));
        return texts;
    }
}
