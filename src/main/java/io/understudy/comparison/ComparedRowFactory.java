package io.understudy.comparison;

import io.understudy.datasets.SnapshotSummary;
import io.understudy.platform.core.Wording;
import io.understudy.platform.text.Formats;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunProgress;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.JobField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

final class ComparedRowFactory {
    private static final String NOTHING = "–";
    private static final String IGNORED = "set by the trainer";
    private static final String STEPS_MADE = "Steps made";
    private static final String LAST_LOSS = "Last loss, smoothed";
    private static final String NO_SAMPLES = "no samples here";
    private static final Set<String> ESSENTIAL = Set.of("Steps", "Learning rate", "Rank", "Alpha", LAST_LOSS);

    /**
     * What was written about the runs and what they cost, by run.
     *
     * @param costs in a few words
     */
    record Remarks(Map<RunId, List<String>> tags, Map<RunId, String> notes, Map<RunId, String> costs) {}

    private final List<RunDetails> runs;
    private final int base;
    private final Map<String, Set<JobField>> ignored;
    private final List<ComparedRow> rows = new ArrayList<>();

    private ComparedRowFactory(List<RunDetails> runs, int base, Map<String, Set<JobField>> ignored) {
        this.runs = runs;
        this.base = base;
        this.ignored = ignored;
    }

    /**
     * @param names of the characters, in the order of the runs
     * @param ignored the settings without effect, for each backend
     */
    static List<ComparedRow> of(
            List<RunDetails> runs,
            int base,
            List<String> names,
            Map<String, SnapshotSummary> snapshots,
            Map<String, Set<JobField>> ignored,
            Remarks remarks,
            boolean sameTask) {
        ComparedRowFactory rows = new ComparedRowFactory(runs, base, ignored);
        rows.row("Character", index -> ComparedValue.words(names.get(index)));
        rows.words("Backend", RunDetails::backendName);
        rows.words("Dataset", run -> dataset(run, snapshots));
        rows.settings();
        rows.results(sameTask);
        rows.words("Cost", run -> remarks.costs().getOrDefault(run.id(), NOTHING));
        rows.words("Launched by", RunDetails::launchedByName);
        rows.remark("Tags", run -> String.join(", ", remarks.tags().getOrDefault(run.id(), List.of())));
        rows.remark("Note", run -> remarks.notes().getOrDefault(run.id(), ""));
        return List.copyOf(rows.rows);
    }

    /** The rows, with the steps and the loss that a run has come to. */
    static List<ComparedRow> follow(List<ComparedRow> rows, int run, RunProgress now, boolean sameTask) {
        Map<String, ComparedValue> values = Map.of(
                STEPS_MADE,
                ComparedValue.number(now.step(), Formats.count(now.step())),
                LAST_LOSS,
                sameTask ? loss(now) : loss(now).apart());
        return rows.stream()
                .map(row -> Optional.ofNullable(values.get(row.label()))
                        .map(value -> row.with(run, value))
                        .orElse(row))
                .toList();
    }

    private void settings() {
        words("Trigger word", run -> run.parameters().triggerWord().value());
        number("Steps", run -> run.parameters().steps(), ComparedRowFactory::counted);
        setting("Learning rate", JobField.LEARNING_RATE, TrainingSettings::learningRate, Formats::learningRate);
        setting("Rank", JobField.RANK, TrainingSettings::rank, Wording::plain);
        setting("Alpha", JobField.ALPHA, TrainingSettings::alpha, Wording::plain);
        setting("Effective scale, alpha / rank", JobField.ALPHA, TrainingSettings::effectiveScale, Wording::plain);
        setting("Batch size", JobField.BATCH_SIZE, TrainingSettings::batchSize, Wording::plain);
        setting("Resolution, px", JobField.RESOLUTION, TrainingSettings::resolution, Wording::plain);
        setting("Seed", JobField.SEED, TrainingSettings::seed, Wording::plain);
        setting("Sample every, steps", JobField.SAMPLE_EVERY, TrainingSettings::sampleEvery, Wording::plain);
        setting("Checkpoint every, steps", JobField.SAVE_EVERY, TrainingSettings::saveEvery, Wording::plain);
        row("Sample prompts", index -> {
            RunDetails run = runs.get(index);
            return ignores(run, JobField.SAMPLE_PROMPTS)
                    ? ComparedValue.words(NO_SAMPLES).apart()
                    : ComparedValue.words(run.parameters().samplePrompts().stream()
                            .map(ComparedRowFactory::prompt)
                            .collect(Collectors.joining("\n")));
        });
    }

    private void results(boolean sameTask) {
        words("State", run -> run.state().label());
        number(STEPS_MADE, run -> run.progress().step(), ComparedRowFactory::counted);
        row(
                LAST_LOSS,
                index -> sameTask
                        ? loss(runs.get(index).progress())
                        : loss(runs.get(index).progress()).apart());
        number(
                "Time trained",
                run -> run.trained().toMillis() / 1000.0,
                seconds -> Formats.duration(Duration.ofSeconds(Math.round(seconds))));
        number("Attempts", RunDetails::attempt, Wording::plain);
        row("LoRA file", index -> {
            long size = runs.get(index).loraSize();
            return size == 0 ? ComparedValue.words(NOTHING).apart() : ComparedValue.number(size, Formats.bytes(size));
        });
    }

    private static String dataset(RunDetails run, Map<String, SnapshotSummary> snapshots) {
        SnapshotSummary snapshot = snapshots.get(run.snapshot().hash());
        String pictures = snapshot == null ? "" : Formats.plural(snapshot.pictures(), "picture", "pictures") + ", ";
        return pictures + run.snapshot().brief();
    }

    private static ComparedValue loss(RunProgress progress) {
        Double loss = progress.loss();
        return loss == null
                ? ComparedValue.words(NOTHING).apart()
                : ComparedValue.number(loss, String.format(Locale.ROOT, "%.4f", loss));
    }

    private static String prompt(SamplePrompt sample) {
        return sample.prompt() + " · seed " + sample.seed();
    }

    private void words(String label, Function<RunDetails, String> value) {
        row(label, index -> ComparedValue.words(value.apply(runs.get(index))));
    }

    /** What a backend ignored was typed and had no effect: it says nothing about the run. */
    private void setting(
            String label, JobField field, ToDoubleFunction<TrainingSettings> value, Function<Double, String> shown) {
        row(label, index -> {
            RunDetails run = runs.get(index);
            if (ignores(run, field)) {
                return ComparedValue.words(IGNORED).apart();
            }
            double number = value.applyAsDouble(run.parameters());
            return ComparedValue.number(number, shown.apply(number));
        });
    }

    private boolean ignores(RunDetails run, JobField field) {
        return ignored.getOrDefault(run.backend(), Set.of()).contains(field);
    }

    private void number(String label, ToDoubleFunction<RunDetails> value, Function<Double, String> shown) {
        row(label, index -> {
            double number = value.applyAsDouble(runs.get(index));
            return ComparedValue.number(number, shown.apply(number));
        });
    }

    private void row(String label, IntFunction<ComparedValue> value) {
        List<ComparedValue> values = new ArrayList<>();
        for (int index = 0; index < runs.size(); index++) {
            values.add(value.apply(index));
        }
        rows.add(new ComparedRow(label, values, base, ESSENTIAL.contains(label)));
    }

    /** What people wrote is no property that runs differ in; it is always shown where there is some. */
    private void remark(String label, Function<RunDetails, String> words) {
        List<ComparedValue> values = runs.stream()
                .map(run -> ComparedValue.words(words.apply(run)).apart())
                .toList();
        rows.add(new ComparedRow(
                label,
                values,
                base,
                values.stream().anyMatch(value -> !value.text().isEmpty())));
    }

    private static String counted(Double number) {
        return Formats.count(Math.round(number));
    }
}
