package io.understudy.versions.sheets;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record SheetId(UUID value) implements TypedId {}
