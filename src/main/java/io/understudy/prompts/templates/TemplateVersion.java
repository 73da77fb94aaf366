package io.understudy.prompts.templates;

import java.time.Instant;

/**
 * A template as someone saved it; never changed afterwards.
 *
 * @param number from 1
 * @param message what was changed and why, by the person who saved it
 */
public record TemplateVersion(
        PromptId template, int number, TemplateDraft draft, String message, String savedBy, Instant savedAt) {
    public static final int MAX_MESSAGE = 200;
}
