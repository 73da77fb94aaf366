package io.understudy.versions.blind;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Names a blind comparison. */
public record BlindId(UUID value) implements TypedId {}
