package io.understudy.versions.blind;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record BlindId(UUID value) implements TypedId {}
