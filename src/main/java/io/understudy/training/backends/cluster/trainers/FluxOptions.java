package io.understudy.training.backends.cluster.trainers;

import io.understudy.datasets.snapshots.export.ExportOptions.Optimizer;
import io.understudy.datasets.snapshots.export.ExportOptions.Scheduler;
import io.understudy.datasets.snapshots.export.TrainerDataset;
import io.understudy.lora.BaseModel;
import io.understudy.prompting.guide.Preset;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendCapabilities.Limits;
import io.understudy.training.backends.api.BackendOption;
import io.understudy.training.backends.api.BackendPreset;
import io.understudy.training.backends.api.JobField;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Settings that both trainers of FLUX have. */
final class FluxOptions {
    static final BackendOption OPTIMIZER = BackendOption.choice(
                    "optimizer",
                    "Optimizer",
                    "AdamW8bit needs the least memory. Prodigy finds the learning rate itself; the one above has no effect"
                            + " then.",
                    Arrays.stream(Optimizer.values()).map(Optimizer::label).toList())
            .overruling(Optimizer.PRODIGY.label(), JobField.LEARNING_RATE);

    static final BackendOption SCHEDULER = BackendOption.choice(
            "scheduler",
            "Learning rate over time",
            "How the rate changes from the first step to the last.",
            Arrays.stream(Scheduler.values()).map(Scheduler::label).toList());

    static final BackendOption DROPOUT = BackendOption.choice(
            "captionDropout",
            "Caption dropout in %",
            "Share of the steps in which a picture is shown without its caption.",
            List.of("0", "5", "10", "20"));

    static final BackendOption RESOLUTIONS = BackendOption.choice(
            "resolutions",
            "Resolutions",
            "Trains on smaller copies of the pictures as well, which takes no more steps.",
            List.of("as set", "as set and 512", "as set, 768 and 512"));

    static final BackendOption REPEATS = BackendOption.choice(
            BackendOption.REPEATS,
            "Repeats",
            "How often an epoch shows a picture: as set for each on the dataset page, or one number for all. The number"
                    + " of steps stays as set.",
            List.of(BackendOption.OWN_REPEATS, "1", "2", "5", "10", "20"));

    private static final double SECONDS_PER_PICTURE = 2.5;
    private static final double SECONDS_PER_SAMPLE = 20;
    private static final int USUAL_SIDE = 1024;
    private static final Duration LOADING = Duration.ofMinutes(4);

    private FluxOptions() {}

    static BackendCapabilities capabilities(
            String what, BaseModel baseModel, JobField field, String note, BackendOption first, BackendOption second) {
        return new BackendCapabilities(
                what,
                baseModel,
                Map.of(),
                Map.of(
                        field,
                        note,
                        JobField.RESOLUTION,
                        "Pictures are sorted into shapes of this area; none is enlarged."),
                Map.of(JobField.RESOLUTION, new Limits(256, 2048)),
                List.of(first, second, OPTIMIZER, SCHEDULER, DROPOUT, REPEATS, RESOLUTIONS),
                Arrays.stream(Preset.values()).map(BackendPreset::of).toList(),
                true);
    }

    static String value(TrainingSettings asked, BackendOption option) {
        return option.value(asked.options());
    }

    static Optimizer optimizer(TrainingSettings asked) {
        String label = value(asked, OPTIMIZER);
        return Arrays.stream(Optimizer.values())
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    static Scheduler scheduler(TrainingSettings asked) {
        return Scheduler.valueOf(value(asked, SCHEDULER).toUpperCase(Locale.ROOT));
    }

    static boolean isOn(TrainingSettings asked, BackendOption option) {
        return Boolean.parseBoolean(value(asked, option));
    }

    static TrainerDataset dataset(TrainingSettings asked, List<TrainerDataset.Folder> folders) {
        String smaller = value(asked, RESOLUTIONS);
        List<Integer> resolutions = Stream.of(asked.resolution(), 768, 512)
                .filter(side -> side == asked.resolution()
                        || (side < asked.resolution() && smaller.contains(String.valueOf(side))))
                .distinct()
                .sorted()
                .toList();
        return new TrainerDataset(folders, asked.triggerWord(), Integer.parseInt(value(asked, DROPOUT)), resolutions);
    }

    /** Of samples: the autoencoder and the network together halve it four times and want two of those. */
    static int side(TrainingSettings asked) {
        return Math.max(256, asked.resolution() / 32 * 32);
    }

    /** The seeds of NumPy have 32 bits. */
    static long seed(long seed) {
        return Math.floorMod(seed, 1L << 32);
    }

    /** On a card such as an RTX 4090. */
    static Duration estimate(TrainingSettings asked) {
        double area = Math.pow((double) asked.resolution() / USUAL_SIDE, 2);
        int times = asked.sampleEvery() == 0 ? 0 : 1 + asked.steps() / asked.sampleEvery();
        double seconds = area
                * (asked.steps() * asked.batchSize() * SECONDS_PER_PICTURE
                        + times * asked.samplePrompts().size() * SECONDS_PER_SAMPLE);
        return LOADING.plusSeconds(Math.round(seconds));
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
