package io.understudy.datasets.intake.layouts;

import io.understudy.platform.core.DomainException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlFactory;
import tools.jackson.dataformat.toml.TomlMapper;

/** A file of settings as one tree, whether it is JSON, TOML or YAML. */
final class SettingsFile {
    private static final int DEEPEST = 20;
    /** Values that a file may have; with aliases, a short YAML could have any number. */
    private static final int MOST_VALUES = 50_000;

    private static final TomlMapper TOML = TomlMapper.builder(TomlFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .build();

    private int left = MOST_VALUES;

    private SettingsFile() {}

    /**
     * Reads a file by what its ending says.
     *
     * @throws DomainException.RuleViolation when it cannot be read, as the end of a sentence that begins with its name
     */
    static JsonNode read(String name, String plain) {
        return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
            case "json" -> CaptionJson.read(plain).orElseThrow(() -> unreadable("JSON", null));
            case "toml" -> toml(plain);
            default -> yaml(plain);
        };
    }

    private static JsonNode toml(String text) {
        try {
            JsonNode root = TOML.readTree(text);
            // A dotted key makes as many levels as it has dots.
            requireFlat(root, 0);
            return root;
        } catch (JacksonException | StackOverflowError notToml) {
            throw unreadable("TOML", notToml);
        }
    }

    private static void requireFlat(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            throw unreadable("TOML", null);
        }
        node.forEach(each -> requireFlat(each, depth + 1));
    }

    private static JsonNode yaml(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(DEEPEST);
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(TrainerSettings.MAX_BYTES);
        try {
            return new SettingsFile().tree(new Yaml(new SafeConstructor(options)).load(text), 0);
        } catch (YAMLException | StackOverflowError notYaml) {
            throw unreadable("YAML", notYaml);
        }
    }

    private JsonNode tree(Object value, int depth) {
        if (--left < 0 || depth > DEEPEST) {
            throw new DomainException.RuleViolation(
                    "it is nested too deep, or repeats itself more often than any settings");
        }
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case null -> nodes.nullNode();
            case Map<?, ?> map -> {
                ObjectNode object = nodes.objectNode();
                map.forEach((key, each) -> object.set(String.valueOf(key), tree(each, depth + 1)));
                yield object;
            }
            case List<?> list -> {
                ArrayNode array = nodes.arrayNode();
                list.forEach(each -> array.add(tree(each, depth + 1)));
                yield array;
            }
            case Boolean truth -> nodes.booleanNode(truth);
            case Integer number -> nodes.numberNode(number);
            case Double number -> nodes.numberNode(number);
            default -> nodes.stringNode(String.valueOf(value));
        };
    }

    private static DomainException.RuleViolation unreadable(String what, @Nullable Throwable cause) {
        String words =
                "it cannot be read as " + what + "; correct or save it again, with at most " + DEEPEST + " levels";
        return cause == null
                ? new DomainException.RuleViolation(words)
                : new DomainException.RuleViolation(words, cause);
    }
}
