package io.understudy.versions.sheets;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Names a test sheet. */
public record SheetId(UUID value) implements TypedId {}
