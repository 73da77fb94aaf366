package io.understudy.datasets.snapshots.export;

import io.understudy.platform.core.DomainException;
import io.understudy.prompting.guide.TriggerWord;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a trainer's files say besides where the pictures are.
 *
 * @param repeats how often each picture counts in an epoch; null for as often as each has it
 * @param captionDropout share of the steps, in percent, in which a picture is shown without its caption
 * @param resolutions sides in px, each a set of its own
 * @param optimizer null leaves it to the trainer
 * @param scheduler of the learning rate; null leaves it to the trainer
 */
public record ExportOptions(
        @Nullable Integer repeats,
        int captionDropout,
        List<Integer> resolutions,
        @Nullable Optimizer optimizer,
        @Nullable Scheduler scheduler) {
    public static final List<Integer> RESOLUTIONS = List.of(512, 768, 1024);
    public static final int MOST_REPEATS = 100;
    public static final ExportOptions USUAL = new ExportOptions(null, 0, List.of(1024), null, null);

    /** By the names that kohya sd-scripts and ai-toolkit give them. */
    public enum Optimizer {
        ADAMW8BIT("AdamW8bit"),
        ADAMW("AdamW"),
        ADAFACTOR("AdaFactor"),
        PRODIGY("Prodigy"),
        LION8BIT("Lion8bit");

        private final String label;

        Optimizer(String label) {
            this.label = label;
        }

        /** As kohya spells it; ai-toolkit wants it in lower case. */
        public String label() {
            return label;
        }

        /** For kohya, as a TOML array: without these AdaFactor ignores the schedule and finds a learning rate of its own. */
        public String arguments() {
            return this == ADAFACTOR
                    ? "[\"relative_step=False\", \"scale_parameter=False\", \"warmup_init=False\"]"
                    : "[]";
        }

        /** Prodigy adapts the learning rate itself, starting from a factor of 1; ai-toolkit sets that without being asked. */
        public boolean findsItsRate() {
            return this == PRODIGY;
        }
    }

    public enum Scheduler {
        CONSTANT,
        COSINE,
        LINEAR;

        /** As both trainers spell it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Lines of ai-toolkit's training section: its linear schedule rises from a third to the whole rate without them. */
        public String aiToolkit() {
            return "lr_scheduler: \"" + label() + "\"\n"
                    + (this == LINEAR ? "lr_scheduler_params:\n  start_factor: 1.0\n  end_factor: 0.0\n" : "");
        }
    }

    public ExportOptions {
        resolutions = resolutions.stream().distinct().sorted().toList();
        if (repeats != null && (repeats < 1 || repeats > MOST_REPEATS)) {
            throw DomainException.RuleViolation.in("repeats", "A picture counts 1 to " + MOST_REPEATS + " times.");
        }
        if (captionDropout < 0 || captionDropout > 100) {
            throw DomainException.RuleViolation.in("captionDropout", "Caption dropout is 0 to 100 %.");
        }
        if (resolutions.isEmpty() || !RESOLUTIONS.containsAll(resolutions)) {
            throw DomainException.RuleViolation.in("resolutions", "Choose at least one of 512, 768 and 1024 px.");
        }
    }

    /**
     * What an address asks for.
     *
     * @throws DomainException.RuleViolation when a value is none that can be chosen
     */
    static ExportOptions of(Map<String, String> query) {
        try {
            String repeats = query.getOrDefault("repeats", "");
            String optimizer = query.getOrDefault("optimizer", "");
            String scheduler = query.getOrDefault("scheduler", "");
            return new ExportOptions(
                    repeats.isEmpty() ? null : Integer.valueOf(repeats),
                    Integer.parseInt(query.getOrDefault("dropout", "0")),
                    Arrays.stream(query.getOrDefault("resolutions", "1024").split("-"))
                            .map(Integer::valueOf)
                            .toList(),
                    optimizer.isEmpty() ? null : Optimizer.valueOf(optimizer),
                    scheduler.isEmpty() ? null : Scheduler.valueOf(scheduler));
        } catch (IllegalArgumentException unknown) {
            throw new DomainException.RuleViolation("These options of the export are not known.", unknown);
        }
    }

    /** The part of an address that asks for these. */
    public String query() {
        return (repeats == null ? "" : "repeats=" + repeats + "&") + "dropout=" + captionDropout + "&resolutions="
                + resolutions.stream().map(String::valueOf).collect(Collectors.joining("-"))
                + (optimizer == null ? "" : "&optimizer=" + optimizer.name())
                + (scheduler == null ? "" : "&scheduler=" + scheduler.name());
    }

    TrainerDataset dataset(List<TrainerDataset.Folder> folders, TriggerWord trigger) {
        return new TrainerDataset(folders, trigger, captionDropout, resolutions);
    }

    /** @param own how often the dataset has a picture in an epoch */
    int repeatsOf(int own) {
        return repeats == null ? own : repeats;
    }
}
