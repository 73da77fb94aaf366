package io.understudy.prompts.templates;

import java.time.Instant;

/**
 * What someone typed into a template and did not save.
 *
 * @param baseNumber of the version that it was typed over; 0 for a new template
 */
public record UnsavedDraft(TemplateDraft draft, int baseNumber, Instant keptAt) {}
