package io.understudy.prompts.exchange;

import io.understudy.prompts.formats.A1111Format;
import io.understudy.prompts.formats.ComfyFormat;
import io.understudy.prompts.formats.FalFormat;
import io.understudy.prompts.formats.ReadPrompt;
import io.understudy.shared.Refusal.RuleBroken;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a file of templates, whichever of the known kinds it is. */
public final class TemplateFiles {
    /** Bytes that a file may have. */
    public static final int MAX_BYTES = 2_000_000;

    private static final int MOST_PROMPTS = 200;

    private TemplateFiles() {}

    /**
     * Finds out what a file is and reads it.
     *
     * @param triggers trigger words of the characters that are known
     * @throws RuleBroken when it is none of the known kinds, damaged or too large, in words
     */
    public static ReadFile read(byte[] bytes, List<String> triggers) {
        String text = text(bytes).strip();
        if (text.isEmpty()) {
            throw new RuleBroken("This file is empty.");
        }
        List<String> longestFirst = triggers.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        if (text.startsWith("{") && looksLikeJson(text)) {
            return object(text, longestFirst);
        }
        if (text.startsWith("[") && looksLikeJson(text)) {
            return PresetFile.read(FileJson.tree(text));
        }
        String firstLine = text.lines().findFirst().orElse("");
        // A quote that the first line leaves open belongs to a prompt, not to a heading.
        boolean balanced =
                firstLine.chars().filter(character -> character == '"').count() % 2 == 0;
        List<String> heading = balanced ? TemplateCsvFile.heading(CsvText.rows(firstLine)) : List.of();
        if (TemplateCsvFile.hasItsHeading(heading)) {
            return TemplateCsvFile.read(CsvText.rows(text));
        }
        if (PresetFile.hasItsHeading(heading)) {
            return PresetFile.read(CsvText.rows(text));
        }
        return promptText(text, longestFirst);
    }

    /** A prompt may begin with a bracket too; JSON has a quote or another bracket behind it. */
    private static boolean looksLikeJson(String text) {
        return text.substring(1).strip().matches("(?s)[\"{\\[}\\]].*");
    }

    private static String text(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new RuleBroken("This file has more than 2 MB; files of templates are smaller.");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            throw new RuleBroken("This file is not text in UTF-8. Save it as UTF-8, or choose another file.", binary);
        }
        if (text.indexOf('\0') >= 0) {
            throw new RuleBroken("This file is not text: it has bytes that no text has.");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static ReadFile object(String text, List<String> triggers) {
        JsonNode root = FileJson.tree(text);
        if (!(root instanceof ObjectNode object)) {
            throw new RuleBroken("This JSON is no object in braces.");
        }
        if (object.has(TemplateJsonFile.MARK)) {
            return TemplateJsonFile.read(object);
        }
        if (object.path("prompt").isString()) {
            return ForeignPrompts.file(ExchangeFormat.FAL, List.of(FalFormat.read(text)), triggers);
        }
        if (object.has("name")) {
            return PresetFile.read(FileJson.MAPPER.createArrayNode().add(object));
        }
        return ForeignPrompts.file(ExchangeFormat.COMFYUI, List.of(ComfyFormat.read(text)), triggers);
    }

    private static ReadFile promptText(String text, List<String> triggers) {
        List<String> blocks = ForeignPrompts.blocks(text);
        if (blocks.size() > MOST_PROMPTS) {
            throw new RuleBroken(
                    "This text has " + blocks.size() + " prompts; at most " + MOST_PROMPTS + ". Split it.");
        }
        List<ReadPrompt> prompts = new ArrayList<>();
        for (String block : blocks) {
            prompts.add(A1111Format.read(block));
        }
        return ForeignPrompts.file(ExchangeFormat.A1111_TEXT, prompts, triggers);
    }
}
