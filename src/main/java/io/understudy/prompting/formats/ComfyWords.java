package io.understudy.prompting.formats;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What can be told of a node's inputs by their names and values alone, whatever extension the node is from. */
final class ComfyWords {
    private static final Pattern NEGATIVE = Pattern.compile("(?i)neg(_.*)?|.*negative.*");
    private static final Pattern FILE =
            Pattern.compile("(?is)[^\\n]*\\.(safetensors|sft|ckpt|pt|pth|bin|gguf|onnx|png|jpe?g|webp|ya?ml|json)");
    private static final Pattern WEIGHTS = Pattern.compile("(?is).*\\.safetensors");
    private static final Pattern NAMED_SO = Pattern.compile("(?i).*(text|prompt|positive|string|words).*");
    private static final Pattern NO_PROMPT = Pattern.compile("(?i).*(filename|prefix|path|delimiter|separator).*");
    /** Where a prompt does not come from. */
    private static final Set<String> OTHER_LINKS =
            Set.of("model", "clip", "vae", "latent_image", "samples", "image", "pixels", "mask", "control_net");

    private ComfyWords() {}

    /** The longest text of a node that can be a prompt, or empty. */
    static String longest(JsonNode inputs) {
        return texts(inputs)
                .filter(input -> !NEGATIVE.matcher(input.getKey()).matches())
                .map(input -> input.getValue().asString().strip())
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    /** The negative prompts that a node holds, next to the other. */
    static List<String> negative(JsonNode inputs) {
        return texts(inputs)
                .filter(input -> NEGATIVE.matcher(input.getKey()).matches())
                .map(input -> input.getValue().asString().strip())
                .toList();
    }

    private static Stream<Map.Entry<String, JsonNode>> texts(JsonNode inputs) {
        return inputs.properties().stream()
                .filter(input -> input.getValue().isString())
                .filter(input ->
                        isWords(input.getKey(), input.getValue().asString().strip()));
    }

    private static boolean isWords(String name, String value) {
        boolean named =
                NAMED_SO.matcher(name).matches() || NEGATIVE.matcher(name).matches();
        return !value.isEmpty()
                && !FILE.matcher(value).matches()
                && !NO_PROMPT.matcher(name).matches()
                && (named || value.indexOf(' ') > 0);
    }

    /** The files of weights that a node names. */
    static List<String> weights(JsonNode inputs) {
        return inputs.properties().stream()
                .map(Map.Entry::getValue)
                .filter(value -> value.isString()
                        && WEIGHTS.matcher(value.asString().strip()).matches())
                .map(ComfyReading::fileName)
                .distinct()
                .toList();
    }

    static boolean mayLeadToWords(String input) {
        return !isNegative(input) && !OTHER_LINKS.contains(input);
    }

    static boolean isNegative(String input) {
        return NEGATIVE.matcher(input).matches();
    }
}
