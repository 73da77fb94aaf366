package io.understudy.versions;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record VersionId(UUID value) implements TypedId {}
