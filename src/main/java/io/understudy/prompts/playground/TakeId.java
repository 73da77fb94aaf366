package io.understudy.prompts.playground;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Identifies what was tried in one go. */
public record TakeId(UUID value) implements TypedId {}
