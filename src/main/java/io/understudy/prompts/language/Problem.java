package io.understudy.prompts.language;

/**
 * Something about a template that its author should know.
 *
 * @param field which text it is in: {@code text}, or the word of a slot such as {@code scene}
 * @param words what is wrong, why, and what to do
 */
public record Problem(Severity severity, String field, Span at, String words) {
    public enum Severity {
        ERROR,
        WARNING,
        NOTE
    }

    public static Problem error(String field, Span at, String words) {
        return new Problem(Severity.ERROR, field, at, words);
    }

    public static Problem warning(String field, Span at, String words) {
        return new Problem(Severity.WARNING, field, at, words);
    }

    public static Problem note(String field, Span at, String words) {
        return new Problem(Severity.NOTE, field, at, words);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    public String located() {
        return at.equals(Span.NOWHERE) ? words : "Character " + at.column() + ": " + words;
    }
}
