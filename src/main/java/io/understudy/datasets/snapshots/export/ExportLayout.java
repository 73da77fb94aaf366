package io.understudy.datasets.snapshots.export;

import io.understudy.datasets.images.PictureFileName;
import io.understudy.prompting.guide.TriggerWord;

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

    String folder(TriggerWord triggerWord) {
        return switch (this) {
            case CAPTIONS -> "";
            // The name that kohya reads without a dataset.toml: repeats, then what the captions call the person.
            case KOHYA -> "img/1_" + PictureFileName.of(triggerWord.value()).value() + "/";
            case AI_TOOLKIT -> "dataset/";
        };
    }

    String settingsName() {
        return switch (this) {
            case CAPTIONS -> "";
            case KOHYA -> "dataset.toml";
            case AI_TOOLKIT -> "dataset.yaml";
        };
    }

    String settings(TriggerWord triggerWord) {
        return switch (this) {
            case CAPTIONS -> "";
            case KOHYA -> """
                    # sd-scripts: start it in this folder with --dataset_config dataset.toml
                    [general]
                    enable_bucket = true
                    bucket_no_upscale = true

                    [[datasets]]
                    resolution = 1024
                    batch_size = 1

                      [[datasets.subsets]]
                      image_dir = %s
                      caption_extension = ".txt"
                      # The caption of a picture that has none:
                      class_tokens = %s
                      num_repeats = 1
                    """.formatted(quoted(withoutSlash(folder(triggerWord))), quoted(triggerWord.value()));
            case AI_TOOLKIT ->
                """
                    # ai-toolkit: these lines belong under config.process[0] of the job file
                    trigger_word: %s
                    datasets:
                      - folder_path: %s
                        caption_ext: "txt"
                        # The caption of a picture that has none:
                        default_caption: %s
                        resolution: [1024]
                    """.formatted(
                                quoted(triggerWord.value()),
                                quoted(withoutSlash(folder(triggerWord))),
                                quoted(triggerWord.value()));
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String withoutSlash(String folder) {
        return folder.substring(0, folder.length() - 1);
    }
}
