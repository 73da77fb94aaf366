package io.understudy.comparison;

import io.understudy.datasets.SnapshotSummary;
import io.understudy.platform.core.Wording;
import io.understudy.platform.ui.Formats;
import io.understudy.training.RunDetails;
import io.understudy.training.SamplePrompt;
import io.understudy.training.TrainingSettings;
import io.understudy.training.backends.api.JobField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

final class ComparedRowFactory {
    private static final String NOTHING = "–";
    private static final String IGNORED = "set by the trainer";
    private static final Set<String> ESSENTIAL = Set.of("Steps", "Learning rate", "Rank", "Alpha");

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
            boolean sameTask) {
        ComparedRowFactory rows = new ComparedRowFactory(runs, base, ignored);
        rows.row("Character", index -> ComparedValue.words(names.get(index)));
        rows.words("Backend", RunDetails::backendName);
        rows.words("Dataset", run -> dataset(run, snapshots));
        rows.settings();
        rows.results(sameTask);
        return List.copyOf(rows.rows);
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
        words(
                "Sample prompts",
                run -> run.parameters().samplePrompts().stream()
                        .map(ComparedRowFactory::prompt)
                        .collect(Collectors.joining("\n")));
    }

    private void results(boolean sameTask) {
        words("State", run -> run.state().label());
        number("Steps made", run -> run.progress().step(), ComparedRowFactory::counted);
        rows.add(new ComparedRow(
                "Last loss, smoothed",
                runs.stream().map(ComparedRowFactory::loss).toList(),
                base,
                true,
                sameTask));
        number(
                "Time trained",
                run -> run.trained().toMillis() / 1000.0,
                seconds -> Formats.duration(Duration.ofSeconds(Math.round(seconds))));
        number("Attempts", RunDetails::attempt, Wording::plain);
        number("LoRA file", RunDetails::loraSize, size -> size == 0 ? NOTHING : Formats.bytes(Math.round(size)));
        words("Launched by", RunDetails::launchedByName);
    }

    private static String dataset(RunDetails run, Map<String, SnapshotSummary> snapshots) {
        SnapshotSummary snapshot = snapshots.get(run.snapshot().hash());
        String pictures = snapshot == null ? "" : Formats.plural(snapshot.pictures(), "picture", "pictures") + ", ";
        return pictures + run.snapshot().brief();
    }

    private static ComparedValue loss(RunDetails run) {
        Double loss = run.progress().loss();
        return loss == null
                ? ComparedValue.words(NOTHING)
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
            if (ignored.getOrDefault(run.backend(), Set.of()).contains(field)) {
                return ComparedValue.words(IGNORED);
            }
            double number = value.applyAsDouble(run.parameters());
            return ComparedValue.number(number, shown.apply(number));
        });
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
        rows.add(new ComparedRow(label, values, base, ESSENTIAL.contains(label), false));
    }

    private static String counted(Double number) {
        return Formats.count(Math.round(number));
    }
}
