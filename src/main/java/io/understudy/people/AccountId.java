package io.understudy.people;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Identifies a person's account. */
public record AccountId(UUID value) implements TypedId {}
