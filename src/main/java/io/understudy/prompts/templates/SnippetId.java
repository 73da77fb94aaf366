package io.understudy.prompts.templates;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Identifies a snippet. */
public record SnippetId(UUID value) implements TypedId {}
