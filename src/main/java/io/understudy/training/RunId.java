package io.understudy.training;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record RunId(UUID value) implements TypedId {}
