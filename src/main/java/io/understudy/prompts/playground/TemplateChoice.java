package io.understudy.prompts.playground;

import java.util.UUID;

/** A template by its name. */
public record TemplateChoice(UUID id, String name) {}
