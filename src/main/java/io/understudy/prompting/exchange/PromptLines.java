package io.understudy.prompting.exchange;

import io.understudy.prompting.formats.A1111Format;
import io.understudy.prompting.formats.FilledPrompt;
import io.understudy.prompting.formats.ImportedPrompt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A prompt a line, as A1111's script "Prompts from file or textbox" takes them, perhaps with options such as --steps 20. */
final class PromptLines {
    private static final Pattern OPTIONS = Pattern.compile(
            "(?m)(?:^|\\s)--(?:prompt|negative_prompt|steps|seed|cfg_scale|width|height|sampler_name|batch_size)\\s");
    private static final Pattern TOKEN = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|(\\S+)");
    private static final Map<String, String> SETTINGS =
            Map.of("steps", "Steps", "seed", "Seed", "cfg_scale", "CFG scale", "sampler_name", "Sampler");

    private PromptLines() {}

    static boolean hasOptions(String text) {
        return OPTIONS.matcher(text).find();
    }

    static List<ImportedPrompt> read(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> A1111Format.read(hasOptions(line) ? block(line) : line))
                .toList();
    }

    /** The same as A1111 writes it next to a picture. */
    private static String block(String line) {
        Map<String, String> options = options(line);
        StringJoiner settings = new StringJoiner(", ");
        settings.add("Steps: " + options.getOrDefault("steps", String.valueOf(FilledPrompt.DEFAULT_STEPS)));
        options.forEach((name, value) -> {
            if (!List.of("prompt", "negative_prompt", "steps", "width", "height")
                    .contains(name)) {
                settings.add(
                        SETTINGS.getOrDefault(name, name.replace('_', ' ')) + ": \"" + value.replace("\"", "") + "\"");
            }
        });
        String side = String.valueOf(FilledPrompt.DEFAULT_SIDE);
        settings.add("Size: " + options.getOrDefault("width", side) + "x" + options.getOrDefault("height", side));
        String negative = options.getOrDefault("negative_prompt", "");
        return options.getOrDefault("prompt", "") + (negative.isEmpty() ? "" : "\nNegative prompt: " + negative) + "\n"
                + settings;
    }

    private static Map<String, String> options(String line) {
        Map<String, String> options = new LinkedHashMap<>();
        String name = "prompt";
        for (MatchResult token : TOKEN.matcher(line).results().toList()) {
            String plain = token.group(3);
            if (plain != null && plain.startsWith("--") && plain.length() > 2) {
                name = plain.substring(2).toLowerCase(Locale.ROOT);
                options.put(name, "");
            } else {
                options.merge(name, value(token), (before, more) -> (before + " " + more).strip());
            }
        }
        return options;
    }

    private static String value(MatchResult token) {
        if (token.group(1) != null) {
            return token.group(1).replaceAll("\\\\([\"\\\\])", "$1");
        }
        return token.group(2) != null ? token.group(2) : token.group(3);
    }
}
