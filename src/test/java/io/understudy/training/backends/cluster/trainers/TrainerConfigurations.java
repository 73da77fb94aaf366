package io.understudy.training.backends.cluster.trainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.support.OtherProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlFactory;
import tools.jackson.dataformat.toml.TomlMapper;

/** What the trainers read of a file of settings: by lists of keys, and by their classes where a checkout is named. */
public final class TrainerConfigurations {
    private static final Set<String> LISTS = Set.of("datasets", "samples");
    private static final TomlMapper TOML =
            TomlMapper.builder(TomlFactory.builder().build()).build();

    private TrainerConfigurations() {}

    static String golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(TrainerConfigurations.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> known(String name) throws IOException {
        return golden(name).lines().filter(line -> !line.startsWith("#")).collect(Collectors.toSet());
    }

    /** Keys of a process that no class of ai-toolkit reads. */
    public static Set<String> unknownToAiToolkit(Map<String, Object> process) throws IOException {
        Set<String> used = new TreeSet<>();
        process.forEach((key, value) -> {
            used.add("process." + key);
            addEach(key, value, used);
            if (value instanceof Map<?, ?> section) {
                section.forEach((inner, its) -> {
                    used.add(key + "." + inner);
                    addEach(String.valueOf(inner), its, used);
                });
            }
        });
        used.removeAll(known("ai-toolkit-keys.txt"));
        return used;
    }

    private static void addEach(String list, Object value, Set<String> used) {
        if (LISTS.contains(list) && value instanceof List<?> entries) {
            entries.forEach(one -> ((Map<?, ?>) one).keySet().forEach(key -> used.add(list + "." + key)));
        }
    }

    /** Options of a training that sd-scripts does not have. */
    public static Set<String> unknownToKohya(String options) throws IOException {
        Set<String> used = new TreeSet<>(TOML.readTree(options).propertyNames());
        used.removeAll(known("kohya-options.txt"));
        return used;
    }

    /** Keys of a dataset file that sd-scripts refuses, because it does not know them or wants another kind. */
    public static Set<String> refusedByKohya(String dataset) throws IOException {
        JsonNode root = TOML.readTree(dataset);
        Set<String> used = new TreeSet<>(root.propertyNames());
        used.removeAll(Set.of("general", "datasets"));
        add("general", root.path("general"), used);
        for (JsonNode one : root.path("datasets")) {
            add("datasets", one, used);
            one.path("subsets").forEach(subset -> add("subsets", subset, used));
        }
        used.removeAll(known("kohya-dataset-keys.txt"));
        return used;
    }

    private static void add(String section, JsonNode values, Set<String> used) {
        values.properties().stream()
                .filter(entry -> !entry.getKey().equals("subsets"))
                .forEach(entry -> used.add(section + "." + entry.getKey() + " " + kind(entry.getValue())));
    }

    private static String kind(JsonNode value) {
        if (value.isBoolean()) {
            return "bool";
        }
        return value.isIntegralNumber() ? "int" : value.isNumber() ? "float" : "text";
    }

    /** With the checkout that {@code understudy.test.sd-scripts} names, and a Python that has its libraries. */
    public static void assertTheSchemaOfKohyaReads(Path folder, String dataset) throws Exception {
        String scripts = System.getProperty("understudy.test.sd-scripts", "");
        assumeTrue(!scripts.isEmpty(), "no checkout of sd-scripts is named");
        String script = """
                import sys, toml
                sys.path.insert(0, sys.argv[1])
                from library.config_util import ConfigSanitizer
                ConfigSanitizer(True, True, False, True).sanitize_user_config(toml.load(sys.argv[2]))
                print("accepted")
                """;
        Path file = Files.writeString(folder.resolve("dataset.toml"), dataset);

        assertThat(OtherProgram.run(folder, "python3", "-c", script, scripts, file.toString())
                        .output())
                .endsWith("accepted\n");
    }

    /**
     * With the checkout that {@code understudy.test.ai-toolkit} names, and a Python that has its libraries.
     *
     * @param process lines of a process, with datasets and perhaps a training section
     */
    public static void assertTheClassesOfAiToolkitRead(Path folder, String process) throws Exception {
        String toolkit = System.getProperty("understudy.test.ai-toolkit", "");
        assumeTrue(!toolkit.isEmpty(), "no checkout of ai-toolkit is named");
        String script = """
                import sys, yaml
                sys.path.insert(0, sys.argv[1])
                from toolkit.config_modules import DatasetConfig, TrainConfig
                p = yaml.safe_load(open(sys.argv[2]))
                d, t = [DatasetConfig(**one) for one in p["datasets"]], TrainConfig(**p.get("train", {}))
                print("accepted", len(d), t.lr_scheduler)
                """;
        Path file = Files.writeString(folder.resolve("dataset.yaml"), process);

        assertThat(OtherProgram.run(folder, "python3", "-c", script, toolkit, file.toString())
                        .output())
                .contains("accepted 1 ");
    }
}
