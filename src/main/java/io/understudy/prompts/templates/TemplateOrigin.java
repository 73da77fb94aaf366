package io.understudy.prompts.templates;

public record TemplateOrigin(PromptId id, int number, String name) {}
