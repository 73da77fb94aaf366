package io.understudy.platform.text;

import java.io.IOException;
import java.io.Writer;

/** Writes one line of CSV (RFC 4180); cells that a spreadsheet would take for a formula get an apostrophe in front. */
public final class CsvRow {
    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private CsvRow() {}

    public static void write(Writer out, String... cells) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                out.write(',');
            }
            out.write(cell(cells[i]));
        }
        out.write("\r\n");
    }

    static String cell(String text) {
        String harmless = startsLikeFormula(text) ? "'" + text : text;
        boolean quoted = harmless.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n' || c == '\t');
        return quoted ? "\"" + harmless.replace("\"", "\"\"") + "\"" : harmless;
    }

    // Spreadsheets skip spaces in front of a formula, so the check does, too.
    private static boolean startsLikeFormula(String text) {
        return !text.isEmpty()
                && (FORMULA_STARTS.indexOf(text.charAt(0)) >= 0
                        || !text.isBlank()
                                && FORMULA_STARTS.indexOf(text.strip().charAt(0)) >= 0);
    }
}
