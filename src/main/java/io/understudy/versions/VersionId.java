package io.understudy.versions;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Identifies one LoRA version of a character. */
public record VersionId(UUID value) implements TypedId {}
