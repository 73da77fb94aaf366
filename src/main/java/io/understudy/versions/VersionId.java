package io.understudy.versions;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record VersionId(UUID value) implements TypedId {}
