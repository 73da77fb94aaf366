package io.understudy.prompts.playground;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record TakeId(UUID value) implements TypedId {}
