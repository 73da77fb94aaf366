package io.understudy.prompts.regression;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record RegressionId(UUID value) implements TypedId {}
