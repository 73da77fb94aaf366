package io.understudy.versions.sheets.flags;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record FlagId(UUID value) implements TypedId {}
