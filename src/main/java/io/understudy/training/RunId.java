package io.understudy.training;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Identifies a training run; people know it by its number. */
public record RunId(UUID value) implements TypedId {}
