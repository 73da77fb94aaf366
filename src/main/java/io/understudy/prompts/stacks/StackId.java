package io.understudy.prompts.stacks;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Identifies a saved stack. */
public record StackId(UUID value) implements TypedId {}
