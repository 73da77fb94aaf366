package io.understudy.datasets.snapshots.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.snapshots.export.ExportOptions.Optimizer;
import io.understudy.datasets.snapshots.export.ExportOptions.Scheduler;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.training.backends.cluster.trainers.TrainerConfigurations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The files that an export holds for a trainer, against what the trainers read. */
class ExportedTrainerFilesTest {
    private static final TriggerWord TRIGGER = new TriggerWord("ohwx \"woman\"");
    private static final SortedSet<Integer> REPEATS = new TreeSet<>(List.of(1, 5));
    private static final ExportOptions FULL =
            new ExportOptions(5, 5, List.of(512, 768, 1024), Optimizer.ADAFACTOR, Scheduler.LINEAR);

    private static List<ExportOptions> everyChoice() {
        List<@Nullable Optimizer> optimizers = new ArrayList<>(Arrays.asList(Optimizer.values()));
        optimizers.add(null);
        List<@Nullable Scheduler> schedulers = new ArrayList<>(Arrays.asList(Scheduler.values()));
        schedulers.add(null);
        List<ExportOptions> all = new ArrayList<>();
        for (Optimizer optimizer : optimizers) {
            for (Scheduler scheduler : schedulers) {
                all.add(new ExportOptions(null, 0, List.of(1024), optimizer, scheduler));
                all.add(new ExportOptions(10, 5, List.of(512, 768, 1024), optimizer, scheduler));
            }
        }
        return all;
    }

    private static String file(ExportLayout layout, String name, ExportOptions options) {
        return Objects.requireNonNull(layout.settings(TRIGGER, options, REPEATS).get(name), name);
    }

    @ParameterizedTest
    @MethodSource("everyChoice")
    void kohyaReadsEveryKeyOfItsFiles(ExportOptions options) throws IOException {
        Map<String, String> files = ExportLayout.KOHYA.settings(TRIGGER, options, REPEATS);

        assertThat(TrainerConfigurations.refusedByKohya(file(ExportLayout.KOHYA, "dataset.toml", options)))
                .isEmpty();
        assertThat(TrainerConfigurations.unknownToKohya(files.getOrDefault("training.toml", "")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyChoice")
    void aiToolkitReadsEveryKeyOfItsFile(ExportOptions options) throws IOException {
        Map<String, Object> process = new Yaml().load(file(ExportLayout.AI_TOOLKIT, "dataset.yaml", options));

        assertThat(process).containsEntry("trigger_word", TRIGGER.value());
        assertThat(TrainerConfigurations.unknownToAiToolkit(process)).isEmpty();
    }

    @Test
    void theSchemaOfKohyaReadsTheDataset(@TempDir Path folder) throws Exception {
        TrainerConfigurations.assertTheSchemaOfKohyaReads(folder, file(ExportLayout.KOHYA, "dataset.toml", FULL));
    }

    @Test
    void theClassesOfAiToolkitReadTheFile(@TempDir Path folder) throws Exception {
        TrainerConfigurations.assertTheClassesOfAiToolkitRead(
                folder, file(ExportLayout.AI_TOOLKIT, "dataset.yaml", FULL));
    }
}
