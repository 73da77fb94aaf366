package io.understudy.generation;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record GenerationId(UUID value) implements TypedId {}
