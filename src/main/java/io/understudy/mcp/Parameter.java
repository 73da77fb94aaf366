package io.understudy.mcp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Something that a tool is given. What its schema does not allow reaches no tool.
 *
 * @param schema in JSON Schema
 */
record Parameter(String name, Map<String, Object> schema, boolean required) {
    static final int MOST_LISTED = 50;
    static final int USUALLY_LISTED = 20;

    private static final long HIGHEST_NUMBER = 1_000_000_000_000L;

    /** No database keeps the character 0. */
    private static final String TEXT = "^[^\\x00]*$";

    Parameter {
        schema = Map.copyOf(schema);
    }

    static Parameter character() {
        return text("character", 200, "Slug of a character, as list_characters names it.");
    }

    static Parameter run() {
        return whole("run", 1, HIGHEST_NUMBER, "Number of a run.");
    }

    static Parameter version() {
        return text("version", 36, "Id of a version, as list_versions names it.");
    }

    static Parameter limit() {
        return whole("limit", 1, MOST_LISTED, "How many are listed; " + USUALLY_LISTED + " if left out.")
                .optional();
    }

    static Parameter text(String name, int most, String description) {
        return of(name, "string", description, Map.of("maxLength", most, "pattern", TEXT));
    }

    static Parameter whole(String name, long least, long most, String description) {
        return of(name, "integer", description, Map.of("minimum", least, "maximum", most));
    }

    static Parameter decimal(String name, double least, double most, String description) {
        return of(name, "number", description, Map.of("minimum", least, "maximum", most));
    }

    static Parameter flag(String name, String description) {
        return of(name, "boolean", description, Map.of());
    }

    static <E extends Enum<E>> Parameter choice(String name, Class<E> type, String description) {
        List<String> names = Stream.of(type.getEnumConstants()).map(Enum::name).toList();
        return of(name, "string", description, Map.of("enum", names));
    }

    static Parameter runs(int fewest, int most) {
        return of(
                "runs",
                "array",
                "Numbers of runs; the others are compared to the first one.",
                Map.of("items", run().schema(), "minItems", fewest, "maxItems", most));
    }

    /** Texts by names that the caller chooses. */
    static Parameter texts(String name, int most, int longest, String description) {
        return of(
                name,
                "object",
                description,
                Map.of(
                        "maxProperties",
                        most,
                        "propertyNames",
                        Map.of("maxLength", longest, "pattern", TEXT),
                        "additionalProperties",
                        Map.of("type", "string", "maxLength", longest, "pattern", TEXT)));
    }

    private static Parameter of(String name, String type, String description, Map<String, Object> limits) {
        Map<String, Object> schema = new HashMap<>(limits);
        schema.put("type", type);
        schema.put("description", description);
        return new Parameter(name, schema, true);
    }

    Parameter optional() {
        return new Parameter(name, schema, false);
    }
}
