package io.understudy.prompts.templates;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record SnippetId(UUID value) implements TypedId {}
