package io.understudy.prompting.exchange;

import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.prompting.formats.A1111Format;
import io.understudy.prompting.formats.FilledPrompt;
import io.understudy.prompting.formats.ImportedPrompt;
import java.util.ArrayList;
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
            "(?m)(?:^|\\s)--(?:prompt|prompt_for_display|negative_prompt|styles|steps|seed|subseed|subseed_strength"
                    + "|seed_resize_from_[hw]|cfg_scale|width|height|sampler_name|sampler_index|batch_size|n_iter|sd_model"
                    + "|restore_faces|tiling|outpath_samples|outpath_grids|do_not_save_samples|do_not_save_grid)(?:\\s|$)");
    private static final Pattern TOKEN = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|(\\S+)");
    private static final Map<String, String> SETTINGS =
            Map.of("steps", "Steps", "seed", "Seed", "cfg_scale", "CFG scale", "sampler_name", "Sampler");

    private PromptLines() {}

    static boolean hasOptions(String text) {
        return OPTIONS.matcher(text).find();
    }

    /**
     * Prompts, one a line; a line with options alone is for the prompt in the web UI's own field, and is named.
     *
     * @throws RuleViolation when no line has a prompt
     */
    static ImportedFile file(String text, KnownNames known) {
        List<String> lines = text.lines().toList();
        List<ConversionLoss> losses = new ArrayList<>();
        List<ImportedPrompt> prompts = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            if (line.isBlank()) {
                continue;
            }
            if (hasOptions(line) && options(line).getOrDefault("prompt", "").isBlank()) {
                losses.add(new ConversionLoss(
                        "",
                        "Line " + (index + 1) + " has options and no prompt and was left out: "
                                + UntrustedJson.brief(line.strip())));
            } else {
                prompts.add(A1111Format.read(hasOptions(line) ? block(line) : line));
            }
        }
        if (prompts.isEmpty()) {
            throw new RuleViolation("No line of this text has a prompt, only options such as --steps.");
        }
        ImportedFile read = ForeignPromptReader.file(ExchangeFormat.PROMPT_LINES, prompts, known);
        losses.addAll(read.losses());
        return new ImportedFile(read.format(), read.file(), losses);
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
