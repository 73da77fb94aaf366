package io.understudy.training.rehearsal;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record RehearsalId(UUID value) implements TypedId {}
