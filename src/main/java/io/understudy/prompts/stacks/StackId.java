package io.understudy.prompts.stacks;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record StackId(UUID value) implements TypedId {}
