package io.understudy.prompting.exchange;

import io.understudy.platform.core.DomainException.RuleViolation;
import io.understudy.platform.text.CsvRow;
import io.understudy.prompting.guide.PromptSlot;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Templates as rows: the words in columns, variables and settings as JSON in theirs. */
final class TemplateCsvFile {
    static final List<String> COLUMNS =
            List.of("name", "text", "scene", "lighting", "camera", "style", "variables", "settings", "tags");

    private TemplateCsvFile() {}

    static ExportedFile write(TemplateFile file) {
        List<ConversionLoss> losses = new ArrayList<>();
        if (!file.snippets().isEmpty()) {
            losses.add(new ConversionLoss(
                    "",
                    "Snippets do not fit into rows: their names stay in the templates, their words are left out. The JSON"
                            + " form carries them."));
        }
        StringWriter text = new StringWriter();
        try {
            CsvRow.write(text, COLUMNS.toArray(String[]::new));
            for (PortableTemplate template : file.templates()) {
                CsvRow.write(text, cells(template));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new ExportedFile(text.toString(), losses);
    }

    private static String[] cells(PortableTemplate template) {
        return List.of(
                        template.name(),
                        template.text(),
                        template.scene(),
                        template.lighting(),
                        template.camera(),
                        template.style(),
                        template.variables().isEmpty()
                                ? ""
                                : TemplateJsonFile.variables(template.variables())
                                        .toString(),
                        template.settings().equals(PortableTemplate.Settings.NONE)
                                ? ""
                                : TemplateJsonFile.settings(template.settings()).toString(),
                        String.join(", ", template.tags()))
                .stream()
                .map(TemplateCsvFile::guarded)
                .toArray(String[]::new);
    }

    /**
     * An apostrophe in front is doubled, so that the one that keeps spreadsheets from calculating can be distinguished.
     */
    private static String guarded(String cell) {
        return cell.startsWith("'") ? "'" + cell : cell;
    }

    /** Old files of A1111's styles have a name and a text, too: only a further column or a slot says that it is ours. */
    static boolean isOne(List<String> heading, String file) {
        return heading.contains("name")
                && heading.contains("text")
                && (COLUMNS.stream().filter(heading::contains).count() > 2
                        || file.contains(PromptSlot.TRIGGER.token()));
    }

    static ImportedFile read(List<List<String>> rows) {
        List<String> heading = heading(rows);
        List<ConversionLoss> losses = new ArrayList<>();
        heading.stream()
                .filter(Predicate.not(COLUMNS::contains))
                .forEach(column -> losses.add(new ConversionLoss(
                        "", "The column “" + UntrustedJson.brief(column) + "” is not known here; left out.")));
        List<PortableTemplate> templates = new ArrayList<>();
        for (int index = 1; index < rows.size(); index++) {
            List<String> row = rows.get(index);
            if (row.size() > heading.size()) {
                throw new RuleViolation("Row " + (index + 1) + " has " + row.size() + " cells, the heading has "
                        + heading.size() + ".");
            }
            templates.add(template(heading, row, index + 1, losses));
        }
        return new ImportedFile(ExchangeFormat.CSV, new TemplateFile(templates, Map.of()), losses);
    }

    static List<String> heading(List<List<String>> rows) {
        if (rows.isEmpty()) {
            throw new RuleViolation("This file is empty.");
        }
        return rows.getFirst().stream()
                .map(cell -> cell.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static PortableTemplate template(
            List<String> heading, List<String> row, int number, List<ConversionLoss> losses) {
        String where = "row " + number;
        String name = cell(heading, row, "name");
        return new PortableTemplate(
                name,
                cell(heading, row, "text"),
                cell(heading, row, "scene"),
                cell(heading, row, "lighting"),
                cell(heading, row, "camera"),
                cell(heading, row, "style"),
                TemplateJsonFile.readVariables(json(cell(heading, row, "variables"), where), where),
                TemplateJsonFile.readSettings(json(cell(heading, row, "settings"), where), name, losses),
                Arrays.stream(cell(heading, row, "tags").split(","))
                        .map(String::strip)
                        .filter(Predicate.not(String::isEmpty))
                        .toList());
    }

    private static JsonNode json(String cell, String where) {
        if (cell.isBlank()) {
            return UntrustedJson.MAPPER.createObjectNode();
        }
        try {
            return UntrustedJson.tree(cell);
        } catch (RuleViolation malformed) {
            throw new RuleViolation("In " + where + ": " + malformed.words(), malformed);
        }
    }

    static String cell(List<String> heading, List<String> row, String column) {
        int place = heading.indexOf(column);
        String cell = place < 0 || place >= row.size() ? "" : row.get(place);
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }
}
