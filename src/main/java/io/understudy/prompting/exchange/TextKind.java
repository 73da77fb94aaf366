package io.understudy.prompting.exchange;

import java.util.List;
import java.util.regex.Pattern;

/** How a plain text is divided. */
public enum TextKind {
    DETECT("Recognise it"),
    PARAGRAPHS("Prompts, separated by blank lines"),
    LINES("Prompts, one a line"),
    WILDCARDS("Wildcard list, one option a line");

    private static final int LONG_LINE = 120;
    private static final int USUAL_OPTION = 40;
    private static final int FEWEST_OPTIONS = 3;
    private static final Pattern OF_A_LIST = Pattern.compile("#.*|\\s*[0-9]*\\.?[0-9]+::.*");

    private final String label;

    TextKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    static TextKind of(SourceFile file, String text) {
        if (file.kind() != DETECT) {
            return file.kind();
        }
        if (PromptLines.hasOptions(text)) {
            return LINES;
        }
        return file.name().endsWith(".txt")
                        && looksLikeAList(
                                text.lines().filter(line -> !line.isBlank()).toList())
                ? WILDCARDS
                : PARAGRAPHS;
    }

    private static boolean looksLikeAList(List<String> lines) {
        if (lines.size() < FEWEST_OPTIONS || lines.stream().anyMatch(ForeignPromptReader::continues)) {
            return false;
        }
        boolean marked = lines.stream().anyMatch(line -> OF_A_LIST.matcher(line).matches());
        double usual = lines.stream().mapToInt(String::length).average().orElse(0);
        return marked
                || usual <= USUAL_OPTION
                        && lines.stream()
                                .allMatch(line -> line.length() <= LONG_LINE
                                        && !line.stripTrailing().endsWith(","));
    }
}
