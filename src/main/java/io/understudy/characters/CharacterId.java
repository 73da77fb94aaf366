package io.understudy.characters;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record CharacterId(UUID value) implements TypedId {}
