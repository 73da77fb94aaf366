package io.understudy.prompts.templates;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record PromptId(UUID value) implements TypedId {}
