package io.understudy.prompts.templates.snippets;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record SnippetId(UUID value) implements TypedId {}
