package io.understudy.versions.blind;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record BlindId(UUID value) implements TypedId {}
