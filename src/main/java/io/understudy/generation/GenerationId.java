package io.understudy.generation;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record GenerationId(UUID value) implements TypedId {}
