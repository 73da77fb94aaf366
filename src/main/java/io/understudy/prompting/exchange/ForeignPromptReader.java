package io.understudy.prompting.exchange;

import io.understudy.prompting.formats.FilledPrompt;
import io.understudy.prompting.formats.ImportedPrompt;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompting.guide.StackRole;
import io.understudy.prompting.guide.TriggerWord;
import io.understudy.prompting.language.PromptParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

final class ForeignPromptReader {
    private static final int NAME_LENGTH = 60;
    private static final Pattern CONTINUES = Pattern.compile("Negative prompt:|Steps: *[0-9]");
    private static final Pattern SETTINGS = Pattern.compile("Steps: *[0-9]");

    private ForeignPromptReader() {}

    static ImportedFile file(ExchangeFormat format, List<ImportedPrompt> prompts, KnownNames known) {
        List<ConversionLoss> losses = new ArrayList<>();
        List<PortableTemplate> templates = new ArrayList<>();
        for (ImportedPrompt read : prompts) {
            String name = name(read.prompt().text(), templates.size() + 1);
            read.remarks().forEach(remark -> losses.add(new ConversionLoss(name, remark)));
            templates.add(template(format, name, read.prompt(), known, losses));
        }
        return new ImportedFile(format, new TemplateFile(templates, Map.of()), losses);
    }

    private static PortableTemplate template(
            ExchangeFormat format, String name, FilledPrompt prompt, KnownNames known, List<ConversionLoss> losses) {
        String words = prompt.text().strip();
        Consumer<String> lost = remark -> losses.add(new ConversionLoss(name, remark));
        DynamicPromptsReader dynamic = new DynamicPromptsReader(lost, known.snippets());
        TriggerWord trigger = known.triggers().stream()
                .filter(word -> beginsWith(words, word))
                .findFirst()
                .orElse(null);
        String text;
        if (trigger == null) {
            losses.add(new ConversionLoss(
                    name,
                    "No known trigger word at the start, so [trigger] [subject] was added. Remove the words that"
                            + " now repeat the subject."));
            text = PromptSlot.TRIGGER.token() + " " + PromptSlot.SUBJECT.token() + ", "
                    + said(format, words, dynamic, lost);
        } else {
            text = PromptSlot.TRIGGER.token()
                    + said(format, words.substring(trigger.value().length()), dynamic, lost);
        }
        return PortableTemplate.of(name, text, settings(prompt, trigger)).with(dynamic.variables());
    }

    /** fal.ai takes every character for itself, so nothing is a choice there. */
    private static String said(
            ExchangeFormat format, String words, DynamicPromptsReader dynamic, Consumer<String> lost) {
        if (format != ExchangeFormat.FAL) {
            return dynamic.template(words);
        }
        if (!DynamicPromptsReader.literal(words).equals(words)) {
            lost.accept("Braces mean nothing to fal.ai, so they are kept as words.");
        }
        return PromptParser.escape(words);
    }

    private static boolean beginsWith(String words, TriggerWord trigger) {
        return words.regionMatches(true, 0, trigger.value(), 0, trigger.value().length())
                && (words.length() == trigger.value().length()
                        || !Character.isLetterOrDigit(
                                words.codePointAt(trigger.value().length())));
    }

    private static PortableTemplate.Settings settings(FilledPrompt prompt, @Nullable TriggerWord trigger) {
        return new PortableTemplate.Settings(
                trigger,
                loras(prompt.loras()),
                prompt.guidance(),
                prompt.steps(),
                prompt.width(),
                prompt.height(),
                prompt.seed());
    }

    static List<PortableTemplate.Lora> loras(List<FilledPrompt.Lora> loras) {
        return loras.stream()
                .map(lora -> new PortableTemplate.Lora(
                        StackRole.OTHER.name().toLowerCase(Locale.ROOT), lora.stem(), lora.strength()))
                .toList();
    }

    private static String name(String text, int place) {
        String words = text.strip().replaceAll("\\s+", " ");
        String start = words.length() <= NAME_LENGTH
                ? words
                : words.substring(
                        0,
                        words.lastIndexOf(' ', NAME_LENGTH) > 10 ? words.lastIndexOf(' ', NAME_LENGTH) : NAME_LENGTH);
        return start.isEmpty() ? "Prompt " + place : start;
    }

    /**
     * Prompts separated by empty lines, or by the line of settings that ends one. A negative prompt and a line of
     * settings belong to the words before them, whatever is between.
     */
    static List<String> blocks(String text) {
        List<String> blocks = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : text.split("\\R")) {
            boolean continues = continues(line);
            if (open.isEmpty() && continues && !blocks.isEmpty()) {
                open.append(blocks.removeLast()).append('\n');
            }
            open.append(line).append('\n');
            if (line.isBlank() || SETTINGS.matcher(line).lookingAt()) {
                close(open, blocks);
            }
        }
        close(open, blocks);
        return blocks;
    }

    static boolean continues(String line) {
        return CONTINUES.matcher(line).lookingAt();
    }

    private static void close(StringBuilder open, List<String> blocks) {
        if (!open.toString().isBlank()) {
            blocks.add(open.toString().strip());
        }
        open.setLength(0);
    }
}
