package io.understudy.prompts.exchange;

import io.understudy.prompts.templates.TemplateDraft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template of a file, before it is imported.
 *
 * @param tags that it brings
 * @param problem why it cannot be imported, or null when it can
 * @param known whether the library has a template of this name already
 * @param losses what could not be carried over
 */
public record ImportLine(
        TemplateDraft draft, List<String> tags, @Nullable String problem, boolean known, List<String> losses) {
    public ImportLine {
        tags = List.copyOf(tags);
        losses = List.copyOf(losses);
    }

    public boolean canBeTaken() {
        return problem == null;
    }
}
