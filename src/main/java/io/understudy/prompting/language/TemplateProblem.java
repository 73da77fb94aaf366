package io.understudy.prompting.language;

/**
 * Something about a template that its author should know.
 *
 * @param field which text it is in: {@code text}, or the word of a slot such as {@code scene}
 * @param words what is wrong, why, and what to do
 */
public record TemplateProblem(Severity severity, String field, TextSpan at, String words) {
    public enum Severity {
        ERROR,
        WARNING,
        NOTE
    }

    public static TemplateProblem error(String field, TextSpan at, String words) {
        return new TemplateProblem(Severity.ERROR, field, at, words);
    }

    public static TemplateProblem warning(String field, TextSpan at, String words) {
        return new TemplateProblem(Severity.WARNING, field, at, words);
    }

    public static TemplateProblem note(String field, TextSpan at, String words) {
        return new TemplateProblem(Severity.NOTE, field, at, words);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    public String located() {
        return at.equals(TextSpan.NOWHERE) ? words : "Character " + at.column() + ": " + words;
    }
}
