package io.understudy.generation;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Names a generation job. */
public record GenerationId(UUID value) implements TypedId {}
