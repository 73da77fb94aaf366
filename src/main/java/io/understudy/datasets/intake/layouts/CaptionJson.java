package io.understudy.datasets.intake.layouts;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds the caption in what downloaders and captioners write about a picture. */
final class CaptionJson {
    /** What describes a picture, the most deliberate first. */
    private static final List<String> KEYS =
            List.of("caption", "captions", "prompt", "text", "tags", "tag_string", "meta");

    private static final List<String> SENTENCES = List.of("caption", "captions", "prompt", "text");
    private static final List<String> TAGS = List.of("tags", "tag_string");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(20).build())
                    .build())
            .build();

    private CaptionJson() {}

    /** Empty when it is no JSON. */
    static Optional<JsonNode> read(String text) {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    static String caption(JsonNode picture) {
        for (String key : KEYS) {
            JsonNode value = picture.path(key);
            String words =
                    switch (key) {
                        case "meta" -> value.isObject() && !value.has("meta") ? caption(value) : "";
                        // Other sentences for the same picture: a trainer draws one of them.
                        case "captions" -> value.isArray() ? words(value.path(0)) : words(value);
                        case "tag_string" -> String.join(", ", words(value).split("\\s+"));
                        default -> words(value);
                    };
            if (!words.isBlank()) {
                return words;
            }
        }
        return "";
    }

    /** The caption and the tags, which kohya's scripts train on together. */
    static String captionWithTags(JsonNode picture) {
        String caption = words(picture.path("caption")).strip();
        String tags = words(picture.path("tags")).strip();
        return caption.isEmpty() || tags.isEmpty() ? caption(picture) : caption + ", " + tags;
    }

    /** Whether there are tags besides the caption that counts. */
    static boolean leavesTagsOut(JsonNode picture) {
        return SENTENCES.stream().anyMatch(key -> !words(picture.path(key)).isBlank())
                && TAGS.stream().anyMatch(key -> !words(picture.path(key)).isBlank());
    }

    private static String words(JsonNode value) {
        if (value.isString()) {
            return value.asString();
        }
        if (value.isObject()) {
            return value.has("name")
                    ? words(value.path("name"))
                    : joined(value.properties().stream()
                            .map(property -> words(property.getValue()))
                            .toList());
        }
        return value.isArray()
                ? joined(StreamSupport.stream(value.spliterator(), false)
                        .map(CaptionJson::words)
                        .toList())
                : "";
    }

    private static String joined(List<String> words) {
        return words.stream().filter(word -> !word.isBlank()).collect(Collectors.joining(", "));
    }

    static boolean is(JsonNode node, String key, String value) {
        return node.path(key).asString("").toUpperCase(Locale.ROOT).equals(value);
    }
}
