package io.understudy.comments;

import io.understudy.shared.TypedId;
import java.util.UUID;

/** Identifies a comment. */
public record CommentId(UUID value) implements TypedId {}
