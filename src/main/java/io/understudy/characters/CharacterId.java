package io.understudy.characters;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Identifies a character of the library. */
public record CharacterId(UUID value) implements TypedId {}
