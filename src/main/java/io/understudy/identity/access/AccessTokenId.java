package io.understudy.identity.access;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record AccessTokenId(UUID value) implements TypedId {}
