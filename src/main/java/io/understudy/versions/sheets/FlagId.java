package io.understudy.versions.sheets;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record FlagId(UUID value) implements TypedId {}
