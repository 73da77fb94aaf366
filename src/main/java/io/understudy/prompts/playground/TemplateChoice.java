package io.understudy.prompts.playground;

import io.understudy.prompts.templates.PromptId;

public record TemplateChoice(PromptId id, String name) {}
