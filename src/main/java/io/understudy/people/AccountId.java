package io.understudy.people;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record AccountId(UUID value) implements TypedId {}
