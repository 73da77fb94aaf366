package io.understudy.inbox;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Identifies a notice in one person's inbox. */
public record NoticeId(UUID value) implements TypedId {}
