package io.understudy.platform.text;

import io.understudy.platform.core.DomainException.RuleViolation;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV after RFC 4180: commas or, where the heading has none, semicolons; quotes doubled inside quotes; blanks before
 * a quote that opens a cell do not count.
 */
public final class CsvReader {
    private static final int MOST_COLUMNS = 40;

    private final String text;
    private final char separator;
    private int at;

    private CsvReader(String text) {
        this.text = text;
        int line = text.indexOf('\n');
        String heading = line < 0 ? text : text.substring(0, line);
        this.separator = heading.indexOf(',') < 0 && heading.indexOf(';') >= 0 ? ';' : ',';
    }

    /**
     * The rows with the heading first; empty lines are left out.
     *
     * @param most rows besides the heading
     * @throws RuleViolation naming the row where a quote is left open, or when there is too much
     */
    public static List<List<String>> rows(String text, int most) {
        CsvReader csv = new CsvReader(text);
        List<List<String>> rows = new ArrayList<>();
        while (csv.at < text.length()) {
            List<String> row = csv.row(rows.size() + 1);
            if (row.size() > 1 || !row.getFirst().isBlank()) {
                rows.add(row);
            }
            if (rows.size() > most + 1) {
                throw new RuleViolation("This file has more than " + most + " rows. Split it.");
            }
        }
        return rows;
    }

    private List<String> row(int number) {
        List<String> cells = new ArrayList<>();
        do {
            cells.add(cell(number));
            if (cells.size() > MOST_COLUMNS) {
                throw new RuleViolation("Row " + number + " has more than " + MOST_COLUMNS + " columns.");
            }
        } while (at < text.length() && text.charAt(at++) == separator);
        if (at < text.length() && text.charAt(at - 1) == '\r' && text.charAt(at) == '\n') {
            at++;
        }
        return cells;
    }

    private String cell(int number) {
        int first = at;
        while (first < text.length() && text.charAt(first) == ' ') {
            first++;
        }
        if (first < text.length() && text.charAt(first) == '"') {
            at = first;
            return quoted(number);
        }
        return plain();
    }

    private String plain() {
        int start = at;
        while (at < text.length()
                && text.charAt(at) != separator
                && text.charAt(at) != '\n'
                && text.charAt(at) != '\r') {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted(int number) {
        StringBuilder cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next != '"') {
                cell.append(next);
            } else if (at < text.length() && text.charAt(at) == '"') {
                cell.append('"');
                at++;
            } else {
                return cell + plain();
            }
        }
        throw new RuleViolation("Row " + number + " opens a quote that is never closed.");
    }
}
