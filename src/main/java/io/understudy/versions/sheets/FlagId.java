package io.understudy.versions.sheets;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Names a flag on a picture of a test sheet. */
public record FlagId(UUID value) implements TypedId {}
