package io.understudy.prompts.templates;

import io.understudy.prompts.language.Rendered;
import java.util.List;

/**
 * A template with a character in it, ready to be used.
 *
 * @param loras in the order of the template; the character's comes first
 * @param notes what is missing and what to do about it, in words; empty when nothing is
 */
public record FilledTemplate(Rendered rendered, List<FilledLora> loras, TemplateSettings settings, List<String> notes) {
    public FilledTemplate {
        loras = List.copyOf(loras);
        notes = List.copyOf(notes);
    }

    /** The finished prompt. */
    public String prompt() {
        return rendered.text();
    }
}
