package io.understudy.prompting.exchange;

import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.platform.text.CsvRow;
import io.understudy.prompting.formats.A1111Format;
import io.understudy.prompting.formats.FilledPrompt;
import io.understudy.prompting.formats.InvokeAiWeights;
import io.understudy.prompting.guide.PromptSlot;
import io.understudy.prompting.language.ChoicePicker;
import io.understudy.prompting.language.Filling;
import io.understudy.prompting.language.Snippets;
import io.understudy.prompting.language.TemplateAnalysis;
import io.understudy.prompting.language.TemplateComposition;
import io.understudy.prompting.language.TemplateSource;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * InvokeAI's style presets, and the styles.csv of A1111, which has the same columns: a name, a prompt with the one
 * placeholder {@code {prompt}}, and a negative prompt. InvokeAI takes no other columns than these. Words in the CSV are
 * those of A1111, with LoRAs among them and brackets that weigh; those in the JSON mean themselves.
 */
final class PresetFile {
    private static final String PLACEHOLDER = "{prompt}";
    /** InvokeAI's and the two that A1111 has had. */
    private static final List<String> PROMPT_COLUMNS = List.of("prompt", "positive_prompt", "text");

    private static final String CHARACTER = PromptSlot.TRIGGER.token() + " " + PromptSlot.SUBJECT.token();

    private PresetFile() {}

    private record Preset(String name, String prompt) {}

    static ExportedFile writeJson(TemplateFile file) {
        List<ConversionLoss> losses = new ArrayList<>();
        ArrayNode presets = UntrustedJson.MAPPER.createArrayNode();
        presets(file, false, losses)
                .forEach(preset -> presets.addObject()
                        .put("name", preset.name())
                        .put("prompt", preset.prompt())
                        .put("negative_prompt", ""));
        return new ExportedFile(UntrustedJson.MAPPER.writeValueAsString(presets), losses);
    }

    static ExportedFile writeCsv(TemplateFile file) {
        List<ConversionLoss> losses = new ArrayList<>();
        StringWriter text = new StringWriter();
        try {
            CsvRow.write(text, "name", "prompt", "negative_prompt");
            for (Preset preset : presets(file, true, losses)) {
                CsvRow.write(text, preset.name(), preset.prompt(), "");
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new ExportedFile(text.toString(), losses);
    }

    /** @param weighed whether the tool weighs words in brackets and reads LoRAs among the words, as A1111 does */
    private static List<Preset> presets(TemplateFile file, boolean weighed, List<ConversionLoss> losses) {
        Snippets snippets = new Snippets(file.snippets());
        return file.templates().stream()
                .map(template -> preset(template, snippets, weighed, losses))
                .toList();
    }

    private static Preset preset(
            PortableTemplate template, Snippets snippets, boolean weighed, List<ConversionLoss> losses) {
        TemplateSource source = new TemplateSource(
                template.text(),
                Map.of(
                        PromptSlot.SCENE, template.scene(),
                        PromptSlot.LIGHTING, template.lighting(),
                        PromptSlot.CAMERA, template.camera(),
                        PromptSlot.STYLE, template.style()),
                template.variables());
        TemplateComposition composition = TemplateAnalysis.of(source, snippets).composition();
        Filling filling = new Filling(Map.of(PromptSlot.TRIGGER, PLACEHOLDER, PromptSlot.SUBJECT, ""), Map.of());
        String name = template.name();
        if (!composition.variables().isEmpty()) {
            losses.add(new ConversionLoss(name, "Its variables were filled with their usual words."));
        }
        if (composition.hasChoices() && weighed) {
            losses.add(
                    new ConversionLoss(
                            name,
                            "Its choices are written for the dynamic-prompts extension; without it A1111 prints their braces."));
        }
        PortableTemplate.Settings settings = template.settings();
        if (weighed && !settings.withoutLoras().equals(PortableTemplate.Settings.NONE)) {
            losses.add(new ConversionLoss(name, "Guidance, steps, size and seed were left out."));
        } else if (!weighed && !settings.equals(PortableTemplate.Settings.NONE)) {
            losses.add(new ConversionLoss(name, "LoRAs, guidance, steps, size and seed were left out."));
        }
        if (!template.tags().isEmpty()) {
            losses.add(new ConversionLoss(name, "Its tags were left out."));
        }
        // What is behind the placeholder is to mean itself, the placeholder is not.
        String words = composition.hasChoices()
                ? composition.withChoices(filling, DynamicPromptsReader::escape)
                : composition.render(filling, ChoicePicker.FIRST).text();
        int place = words.startsWith(PLACEHOLDER) ? PLACEHOLDER.length() : 0;
        String literal = composition.hasChoices()
                ? words.substring(place)
                : DynamicPromptsReader.literal(words.substring(place));
        if (!weighed) {
            return new Preset(name, words.substring(0, place) + literal);
        }
        List<String> remarks = new ArrayList<>();
        List<FilledPrompt.Lora> loras = settings.loras().stream()
                .filter(lora -> !lora.file().isBlank())
                .map(lora -> new FilledPrompt.Lora(lora.file() + ".safetensors", lora.strength(), null))
                .toList();
        if (loras.size() < settings.loras().size()) {
            remarks.add("The character's own LoRA was left out: it is chosen with the character.");
        }
        String written = words.substring(0, place) + A1111Format.words(literal, loras, remarks);
        remarks.forEach(remark -> losses.add(new ConversionLoss(name, remark)));
        return new Preset(name, written);
    }

    static ImportedFile read(JsonNode array, Set<String> snippets) {
        List<ConversionLoss> losses = new ArrayList<>();
        List<PortableTemplate> templates = new ArrayList<>();
        for (JsonNode node : UntrustedJson.array(array, "presets")) {
            String where = "preset " + (templates.size() + 1);
            if (!node.isObject()) {
                throw new RuleViolation("In this list, " + where + " is no object in braces.");
            }
            String name = UntrustedJson.text(node, "name", where);
            // The database form of InvokeAI has the prompts one level deeper.
            JsonNode data = node.path("preset_data").isObject() ? node.path("preset_data") : node;
            String positive = UntrustedJson.text(data, "positive_prompt", where);
            String prompt = positive.isEmpty() ? UntrustedJson.text(data, "prompt", where) : positive;
            String negative = UntrustedJson.text(data, "negative_prompt", where);
            List<String> remarks = new ArrayList<>();
            String words = InvokeAiWeights.plain(prompt, true, remarks);
            remarks.forEach(remark -> losses.add(new ConversionLoss(name, remark)));
            templates.add(template(name, words, List.of(), negative, snippets, losses));
        }
        return new ImportedFile(ExchangeFormat.INVOKE_JSON, new TemplateFile(templates, Map.of()), losses);
    }

    static boolean hasItsHeading(List<String> heading) {
        return heading.contains("name") && PROMPT_COLUMNS.stream().anyMatch(heading::contains);
    }

    static ImportedFile read(List<List<String>> rows, Set<String> snippets) {
        List<String> heading = TemplateCsvFile.heading(rows);
        String column =
                PROMPT_COLUMNS.stream().filter(heading::contains).findFirst().orElseThrow();
        List<ConversionLoss> losses = new ArrayList<>();
        List<PortableTemplate> templates = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            String name = plain(heading, row, "name");
            List<FilledPrompt.Lora> loras = new ArrayList<>();
            List<String> remarks = new ArrayList<>();
            String further = row.stream()
                    .skip(heading.size())
                    .map(String::strip)
                    .filter(Predicate.not(String::isEmpty))
                    .collect(Collectors.joining(", "));
            if (!further.isEmpty()) {
                remarks.add(
                        "“" + UntrustedJson.brief(further)
                                + "” was left out: its row has more cells than the heading. Put quotes around words with commas.");
            }
            // A1111 prints the signs behind a single word, such as those of C++.
            boolean ofInvokeAi = column.equals("positive_prompt");
            String unweighed = InvokeAiWeights.plain(plain(heading, row, column), ofInvokeAi, remarks);
            String prompt = A1111Format.plain(unweighed, loras, remarks);
            remarks.forEach(remark -> losses.add(new ConversionLoss(name, remark)));
            templates.add(template(name, prompt, loras, plain(heading, row, "negative_prompt"), snippets, losses));
        }
        return new ImportedFile(ExchangeFormat.INVOKE_CSV, new TemplateFile(templates, Map.of()), losses);
    }

    private static String plain(List<String> heading, List<String> row, String column) {
        int place = heading.indexOf(column);
        String cell = place < 0 || place >= row.size() ? "" : row.get(place);
        return cell.matches("(?s)'\\s*[=+\\-@\\t\\r\\n].*") ? cell.substring(1) : cell;
    }

    /** The character comes first, whatever was before the placeholder; a preset without one is put behind it. */
    private static PortableTemplate template(
            String name,
            String prompt,
            List<FilledPrompt.Lora> loras,
            String negative,
            Set<String> snippets,
            List<ConversionLoss> losses) {
        if (!negative.isBlank()) {
            losses.add(new ConversionLoss(name, "The negative prompt was left out: FLUX does not use one."));
        }
        int place = prompt.indexOf(PLACEHOLDER);
        String before = place < 0 ? "" : prompt.substring(0, place);
        String after = place < 0 ? prompt : prompt.substring(place + PLACEHOLDER.length());
        if (!before.isBlank()) {
            losses.add(
                    new ConversionLoss(name, "The words before {prompt} now follow it: the trigger word comes first."));
        }
        if (after.contains(PLACEHOLDER)) {
            losses.add(new ConversionLoss(name, "A second {prompt} was left out; InvokeAI fills the first one only."));
        }
        String between = before.isBlank() || after.strip().startsWith(",") ? "" : ", ";
        DynamicPromptsReader dynamic =
                new DynamicPromptsReader(remark -> losses.add(new ConversionLoss(name, remark)), snippets);
        String words = dynamic.template(tidy(before)) + between + dynamic.template(after.replace(PLACEHOLDER, ""));
        boolean continues = words.isBlank() || words.matches("(?s)\\s*[,.;:].*") || place >= 0 && before.isBlank();
        String joint = continues ? "" : ", ";
        return PortableTemplate.of(
                        name,
                        CHARACTER + joint + words,
                        PortableTemplate.Settings.NONE.with(ForeignPromptReader.loras(loras)))
                .with(dynamic.variables());
    }

    private static String tidy(String before) {
        return before.strip().replaceAll("[,\\s]+$", "");
    }
}
