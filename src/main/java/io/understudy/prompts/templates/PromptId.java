package io.understudy.prompts.templates;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record PromptId(UUID value) implements TypedId {}
