package io.understudy.prompts.templates;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A template of the library, as its latest version says it.
 *
 * @param number of that version, from 1
 * @param origin null unless it is a fork
 * @param createdBy name of who wrote it; "the guide" for its examples
 * @param rowVersion to be sent back with an edit
 */
public record TemplateDetails(
        PromptId id,
        TemplateDraft draft,
        int number,
        @Nullable TemplateOrigin origin,
        String createdBy,
        Instant createdAt,
        String changedBy,
        Instant changedAt,
        long rowVersion) {
    public String name() {
        return draft.name();
    }
}
