package io.understudy.training;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record RunId(UUID value) implements TypedId {}
