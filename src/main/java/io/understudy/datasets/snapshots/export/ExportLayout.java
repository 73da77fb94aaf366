package io.understudy.datasets.snapshots.export;

import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.snapshots.export.ExportOptions.Optimizer;
import io.understudy.datasets.snapshots.export.ExportOptions.Scheduler;
import io.understudy.prompting.guide.TriggerWord;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

public enum ExportLayout {
    CAPTIONS("Pictures with captions (.txt)", "captions"),
    KOHYA("Folder for kohya sd-scripts", "kohya"),
    AI_TOOLKIT("Folder for ai-toolkit", "ai-toolkit");

    private final String label;
    private final String slug;

    ExportLayout(String label, String slug) {
        this.label = label;
        this.slug = slug;
    }

    public String label() {
        return label;
    }

    public String slug() {
        return slug;
    }

    /** Whether it comes with settings of a trainer. */
    public boolean hasOptions() {
        return this != CAPTIONS;
    }

    String folder(TriggerWord triggerWord, ExportOptions options) {
        return switch (this) {
            case CAPTIONS -> "";
            // The name that kohya reads without a dataset.toml: repeats, then what the captions call the person.
            case KOHYA ->
                "img/" + options.repeats() + "_"
                        + PictureFileName.of(triggerWord.value()).value() + "/";
            case AI_TOOLKIT -> "dataset/";
        };
    }

    /** By name, what the trainer reads besides the pictures. */
    Map<String, String> settings(TriggerWord triggerWord, ExportOptions options) {
        String folder = quoted(withoutSlash(folder(triggerWord, options)));
        return switch (this) {
            case CAPTIONS -> Map.of();
            case KOHYA -> kohya(folder, quoted(triggerWord.value()), options);
            case AI_TOOLKIT -> Map.of("dataset.yaml", aiToolkit(folder, quoted(triggerWord.value()), options));
        };
    }

    private static Map<String, String> kohya(String folder, String trigger, ExportOptions options) {
        Map<String, String> files = new LinkedHashMap<>();
        StringBuilder dataset = new StringBuilder("""
                # sd-scripts: start it in this folder with --dataset_config dataset.toml
                [general]
                enable_bucket = true
                bucket_no_upscale = true
                """);
        for (int resolution : options.resolutions()) {
            dataset.append("""

                    [[datasets]]
                    resolution = %d
                    batch_size = 1

                      [[datasets.subsets]]
                      image_dir = %s
                      caption_extension = ".txt"
                      # The caption of a picture that has none:
                      class_tokens = %s
                      num_repeats = %d
                    """.formatted(resolution, folder, trigger, options.repeats()));
            if (options.captionDropout() > 0) {
                dataset.append("""
                          # Works only without --cache_text_encoder_outputs:
                          caption_dropout_rate = %s
                        """.formatted(options.dropoutRate()));
            }
        }
        files.put("dataset.toml", dataset.toString());
        Optimizer optimizer = options.optimizer();
        Scheduler scheduler = options.scheduler();
        if (optimizer != null || scheduler != null) {
            files.put(
                    "training.toml",
                    "# sd-scripts: options of the training, read with --config_file training.toml\n"
                            + (optimizer == null ? "" : "optimizer_type = \"" + optimizer.label() + "\"\n")
                            + (optimizer == null ? "" : kohya(optimizer))
                            + (scheduler == null ? "" : "lr_scheduler = \"" + scheduler.label() + "\"\n"));
        }
        return files;
    }

    private static String kohya(Optimizer optimizer) {
        return switch (optimizer) {
            case ADAFACTOR -> """
                    # Otherwise it ignores the schedule and finds a learning rate of its own:
                    optimizer_args = ["relative_step=False", "scale_parameter=False", "warmup_init=False"]
                    """;
            case PRODIGY -> """
                    # It adapts the learning rate itself, starting from this factor:
                    learning_rate = 1.0
                    """;
            case ADAMW, ADAMW8BIT, LION8BIT -> "";
        };
    }

    private static String aiToolkit(String folder, String trigger, ExportOptions options) {
        Optimizer optimizer = options.optimizer();
        Scheduler scheduler = options.scheduler();
        String train =
                (optimizer == null ? "" : "  optimizer: \"" + optimizer.label().toLowerCase(Locale.ROOT) + "\"\n")
                        + (scheduler == null ? "" : "  lr_scheduler: \"" + scheduler.label() + "\"\n")
                        // Its linear schedule rises from a third to the whole rate unless it gets these.
                        + (scheduler == Scheduler.LINEAR ? """
                            lr_scheduler_params:
                              start_factor: 1.0
                              end_factor: 0.0
                          """ : "");
        return """
                # ai-toolkit: these lines belong under config.process[0] of the job file
                trigger_word: %s
                datasets:
                  - folder_path: %s
                    caption_ext: "txt"
                    # The caption of a picture that has none:
                    default_caption: %s
                    caption_dropout_rate: %s
                    num_repeats: %d
                    resolution: %s
                """.formatted(trigger, folder, trigger, options.dropoutRate(), options.repeats(), options.resolutions())
                + (train.isEmpty() ? "" : "train:\n" + train);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String withoutSlash(String folder) {
        return folder.isEmpty() ? "" : folder.substring(0, folder.length() - 1);
    }
}
