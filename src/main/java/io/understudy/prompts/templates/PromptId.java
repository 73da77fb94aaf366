package io.understudy.prompts.templates;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Identifies a prompt template. */
public record PromptId(UUID value) implements TypedId {}
