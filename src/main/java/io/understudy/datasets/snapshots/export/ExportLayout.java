package io.understudy.datasets.snapshots.export;

import io.understudy.datasets.images.PictureFileName;
import io.understudy.datasets.snapshots.export.ExportOptions.Optimizer;
import io.understudy.datasets.snapshots.export.ExportOptions.Scheduler;
import io.understudy.prompting.guide.TriggerWord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;

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

    /**
     * Where pictures lie that an epoch shows so often, with a slash at the end.
     *
     * @param all how often it shows any of the pictures
     */
    String folder(TriggerWord triggerWord, int repeats, SortedSet<Integer> all) {
        return switch (this) {
            case CAPTIONS -> "";
            // The name that kohya reads without a dataset.toml: repeats, then what the captions call the person.
            case KOHYA ->
                "img/" + repeats + "_" + PictureFileName.of(triggerWord.value()).value() + "/";
            // It reads the folders within a folder, too.
            case AI_TOOLKIT -> all.size() > 1 ? "dataset/" + repeats + "x/" : "dataset/";
        };
    }

    /**
     * By name, what the trainer reads besides the pictures.
     *
     * @param repeats how often an epoch shows any of the pictures
     */
    Map<String, String> settings(TriggerWord triggerWord, ExportOptions options, SortedSet<Integer> repeats) {
        List<TrainerDataset.Folder> folders = repeats.stream()
                .map(times -> new TrainerDataset.Folder(withoutSlash(folder(triggerWord, times, repeats)), times))
                .toList();
        return switch (this) {
            case CAPTIONS -> Map.of();
            case KOHYA -> kohya(folders, triggerWord, options);
            case AI_TOOLKIT -> Map.of("dataset.yaml", aiToolkit(folders, triggerWord, options));
        };
    }

    private static Map<String, String> kohya(
            List<TrainerDataset.Folder> folders, TriggerWord trigger, ExportOptions options) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(
                "dataset.toml",
                "# sd-scripts: start it in this folder with --dataset_config dataset.toml\n"
                        + options.dataset(folders, trigger).kohya(1));
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
        return optimizer.findsItsRate()
                ? "# It adapts the learning rate itself, starting from this factor:\nlearning_rate = 1.0\n"
                : optimizer == Optimizer.ADAFACTOR
                        ? "# Otherwise it ignores the schedule and finds a learning rate of its own:\noptimizer_args = "
                                + optimizer.arguments() + "\n"
                        : "";
    }

    private static String aiToolkit(List<TrainerDataset.Folder> folders, TriggerWord trigger, ExportOptions options) {
        Optimizer optimizer = options.optimizer();
        Scheduler scheduler = options.scheduler();
        String train =
                (optimizer == null ? "" : "  optimizer: \"" + optimizer.label().toLowerCase(Locale.ROOT) + "\"\n")
                        + (scheduler == null ? "" : scheduler.aiToolkit().indent(2));
        return "# ai-toolkit: these lines belong under config.process[0] of the job file\n"
                + options.dataset(folders, trigger).aiToolkit("")
                + (train.isEmpty() ? "" : "train:\n" + train);
    }

    private static String withoutSlash(String folder) {
        return folder.isEmpty() ? "" : folder.substring(0, folder.length() - 1);
    }
}
