package io.understudy.prompts.stacks;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record StackId(UUID value) implements TypedId {}
