package io.understudy.versions.sheets;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record SheetId(UUID value) implements TypedId {}
