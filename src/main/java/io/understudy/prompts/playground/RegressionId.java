package io.understudy.prompts.playground;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Identifies a comparison of old and new examples. */
public record RegressionId(UUID value) implements TypedId {}
