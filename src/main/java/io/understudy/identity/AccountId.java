package io.understudy.identity;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record AccountId(UUID value) implements TypedId {}
