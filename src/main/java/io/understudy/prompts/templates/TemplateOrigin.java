package io.understudy.prompts.templates;

/**
 * What a template was forked from.
 *
 * @param name as it was then
 */
public record TemplateOrigin(PromptId id, int number, String name) {}
