package io.understudy.prompts.playground;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record RegressionId(UUID value) implements TypedId {}
