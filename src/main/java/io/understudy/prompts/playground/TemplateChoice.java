package io.understudy.prompts.playground;

import java.util.UUID;

public record TemplateChoice(UUID id, String name) {}
