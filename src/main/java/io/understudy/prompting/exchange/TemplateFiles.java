package io.understudy.prompting.exchange;

import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.platform.text.CsvReader;
import io.understudy.prompting.formats.A1111Format;
import io.understudy.prompting.formats.ComfyFormat;
import io.understudy.prompting.formats.FalFormat;
import io.understudy.prompting.formats.InvokeAiFormat;
import io.understudy.prompting.formats.SwarmFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

public final class TemplateFiles {
    public static final int MAX_BYTES = 2_000_000;

    public static final int MAX_PICTURE_BYTES = 32_000_000;

    private static final int MOST_PROMPTS = 200;
    private static final int MOST_REFUSED = 5;
    /** Controls, and marks that turn the direction of what follows: they are not seen and change what is read. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}&&[^\\t\\n\\r]]|[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]");

    private TemplateFiles() {}

    /**
     * Reads files that belong together: prompts in some may name wildcard lists in others. One that is none of the known
     * kinds, damaged or too large is left out and named.
     *
     * @throws RuleViolation when none of them can be read
     */
    public static ImportedFile read(List<SourceFile> files, KnownNames known) {
        List<ConversionLoss> losses = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        WildcardLists lists = new WildcardLists(losses);
        Map<SourceFile, String> others = new LinkedHashMap<>();
        for (SourceFile file : files) {
            try {
                sort(file, lists, others);
            } catch (RuleViolation broken) {
                refused.add(refusal(file, broken));
            }
        }
        Set<String> names = new HashSet<>(known.snippets());
        names.addAll(lists.names());
        Map<String, String> snippets = new LinkedHashMap<>(lists.snippets(known.snippets()));
        List<PortableTemplate> templates = new ArrayList<>();
        ExchangeFormat format = ExchangeFormat.WILDCARDS;
        for (Map.Entry<SourceFile, String> file : others.entrySet()) {
            try {
                ImportedFile read = read(file.getKey(), file.getValue(), new KnownNames(known.triggers(), names));
                format = read.format();
                templates.addAll(read.file().templates());
                read.file().snippets().forEach(snippets::putIfAbsent);
                losses.addAll(read.losses());
            } catch (RuleViolation broken) {
                refused.add(refusal(file.getKey(), broken));
            }
        }
        if (!refused.isEmpty() && refused.size() == files.size()) {
            throw new RuleViolation(
                    (refused.size() == 1 ? "" : "None of these " + refused.size() + " files can be read. ")
                            + refused.stream().limit(MOST_REFUSED).collect(Collectors.joining(" ")));
        }
        refused.forEach(words -> losses.add(new ConversionLoss("", "Left out: " + words)));
        return seen(new ImportedFile(format, new TemplateFile(templates, snippets), losses));
    }

    /** Wildcard lists come first: others may name them. */
    private static void sort(SourceFile file, WildcardLists lists, Map<SourceFile, String> others) {
        String text = text(file.bytes()).strip();
        if (text.isEmpty()) {
            throw new RuleViolation("This file is empty.");
        }
        if (file.isYaml()) {
            lists.addYaml(file.name(), text);
        } else if (isPlain(text) && TextKind.of(file, text) == TextKind.WILDCARDS) {
            lists.addText(file.name(), text);
        } else {
            others.put(file, text);
        }
    }

    private static String refusal(SourceFile file, RuleViolation broken) {
        return (file.name().isBlank() ? "" : UntrustedJson.brief(file.name()) + ": ") + broken.words();
    }

    private static boolean isPlain(String text) {
        return !("{[".indexOf(text.charAt(0)) >= 0 && looksLikeJson(text))
                && heading(text).isEmpty();
    }

    /** The names of the columns, where the first line is a heading of one of the tables that are known. */
    private static List<String> heading(String text) {
        String firstLine = text.lines().findFirst().orElse("");
        // A quote that the first line leaves open belongs to a prompt, not to a heading.
        boolean balanced =
                firstLine.chars().filter(character -> character == '"').count() % 2 == 0;
        if (!balanced) {
            return List.of();
        }
        List<String> heading;
        try {
            heading = TemplateCsvFile.heading(CsvReader.rows(firstLine, TemplateFile.MOST));
        } catch (RuleViolation words) {
            // A prompt of many tags has more commas than a table may have.
            return List.of();
        }
        // The product's own tables have these columns, too.
        return PresetFile.hasItsHeading(heading) ? heading : List.of();
    }

    /**
     * The text of a file: its own, or the prompt that a tool has written into a picture.
     *
     * @throws RuleViolation when it is too large, no text, or a picture without a prompt
     */
    public static String text(byte[] bytes) {
        return EmbeddedPromptReader.isPicture(bytes) ? picture(bytes) : plainText(bytes);
    }

    private static String picture(byte[] bytes) {
        if (bytes.length > MAX_PICTURE_BYTES) {
            throw new RuleViolation("This picture has more than 32 MB. Paste its prompt instead.");
        }
        return EmbeddedPromptReader.read(bytes);
    }

    private static ImportedFile read(SourceFile file, String text, KnownNames known) {
        if (text.startsWith("{") && looksLikeJson(text)) {
            return object(text, known);
        }
        if (text.startsWith("[") && looksLikeJson(text)) {
            return PresetFile.read(UntrustedJson.tree(text), known.snippets());
        }
        List<String> heading = heading(text);
        if (TemplateCsvFile.isOne(heading, text)) {
            return TemplateCsvFile.read(CsvReader.rows(text, TemplateFile.MOST));
        }
        if (PresetFile.hasItsHeading(heading)) {
            return PresetFile.read(CsvReader.rows(text, TemplateFile.MOST), known.snippets());
        }
        return promptText(TextKind.of(file, text), text, known);
    }

    /** A prompt may begin with a bracket too; JSON has a quote or another bracket behind it. */
    private static boolean looksLikeJson(String text) {
        return text.substring(1).strip().matches("(?s)[\"{\\[}\\]].*");
    }

    /** The same without characters that nobody sees; that some were there is named. */
    private static ImportedFile seen(ImportedFile read) {
        boolean[] hidden = {false};
        UnaryOperator<String> clean = words -> {
            String plain = UNSEEN.matcher(words).replaceAll("");
            hidden[0] |= plain.length() < words.length();
            return plain;
        };
        List<PortableTemplate> templates = read.file().templates().stream()
                .map(template -> template.each(clean))
                .toList();
        Map<String, String> snippets = new LinkedHashMap<>();
        read.file().snippets().forEach((name, words) -> snippets.put(clean.apply(name), clean.apply(words)));
        List<ConversionLoss> losses = new ArrayList<>();
        read.losses()
                .forEach(loss ->
                        losses.add(new ConversionLoss(clean.apply(loss.template()), clean.apply(loss.words()))));
        if (hidden[0]) {
            losses.add(new ConversionLoss("", "Invisible control characters were removed from the words."));
        }
        return new ImportedFile(read.format(), new TemplateFile(templates, snippets), losses);
    }

    private static String plainText(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new RuleViolation("This file has more than 2 MB; files of templates are smaller.");
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            throw new RuleViolation(
                    "This file is neither text in UTF-8 nor a PNG, JPEG or WebP picture. Save it as UTF-8, or choose another"
                            + " file.",
                    binary);
        }
        if (text.indexOf('\0') >= 0) {
            throw new RuleViolation("This file is not text: it has bytes that no text has. Choose another file.");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static ImportedFile object(String text, KnownNames known) {
        JsonNode root = UntrustedJson.tree(text);
        if (!(root instanceof ObjectNode object)) {
            throw new RuleViolation("This JSON is no object in braces.");
        }
        if (object.has(TemplateJsonFile.MARK)) {
            return TemplateJsonFile.read(object);
        }
        if (object.path(SwarmFormat.MARK).isObject()) {
            return ForeignPromptReader.file(ExchangeFormat.PICTURE_JSON, List.of(SwarmFormat.read(text)), known);
        }
        if (InvokeAiFormat.isOne(object)) {
            return ForeignPromptReader.file(ExchangeFormat.PICTURE_JSON, List.of(InvokeAiFormat.read(text)), known);
        }
        if (object.path("prompt").isString() && !object.path("nodes").isArray()) {
            return ForeignPromptReader.file(ExchangeFormat.FAL, List.of(FalFormat.read(text)), known);
        }
        if (object.has("name") && !object.path("nodes").isArray()) {
            return PresetFile.read(UntrustedJson.MAPPER.createArrayNode().add(object), known.snippets());
        }
        return ForeignPromptReader.file(ExchangeFormat.COMFYUI, List.of(ComfyFormat.read(text)), known);
    }

    private static ImportedFile promptText(TextKind kind, String text, KnownNames known) {
        boolean byLine = kind == TextKind.LINES;
        List<String> blocks =
                byLine ? text.lines().filter(line -> !line.isBlank()).toList() : ForeignPromptReader.blocks(text);
        if (blocks.size() > MOST_PROMPTS) {
            throw new RuleViolation(
                    "This text has " + blocks.size() + " prompts; at most " + MOST_PROMPTS + ". Split it.");
        }
        return byLine
                ? PromptLines.file(text, known)
                : ForeignPromptReader.file(
                        ExchangeFormat.A1111_TEXT,
                        blocks.stream().map(A1111Format::read).toList(),
                        known);
    }
}
