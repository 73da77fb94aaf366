package io.understudy.training.rehearsal;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record RehearsalId(UUID value) implements TypedId {}
