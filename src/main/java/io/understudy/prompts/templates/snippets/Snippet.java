package io.understudy.prompts.templates.snippets;

import io.understudy.prompting.exchange.TemplateFile;
import java.time.Instant;

/**
 * Words that templates share, written <code>{@name}</code> in them.
 *
 * @param text may hold variables, choices and other snippets, but no slots
 * @param usedBy how many templates name it
 * @param rowVersion to be sent back with an edit
 */
public record Snippet(
        SnippetId id, String name, String text, int usedBy, String changedBy, Instant changedAt, long rowVersion) {
    public static final int MAX_TEXT = TemplateFile.MOST_IN_SNIPPET;

    public String token() {
        return "{@" + name + "}";
    }
}
