package io.understudy.comments;

import io.understudy.shared.TypedId;
import java.util.UUID;

public record CommentId(UUID value) implements TypedId {}
