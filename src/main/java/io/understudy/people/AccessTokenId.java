package io.understudy.people;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Identifies an access token; not the token itself. */
public record AccessTokenId(UUID value) implements TypedId {}
