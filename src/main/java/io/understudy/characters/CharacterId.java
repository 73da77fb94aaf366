package io.understudy.characters;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record CharacterId(UUID value) implements TypedId {}
