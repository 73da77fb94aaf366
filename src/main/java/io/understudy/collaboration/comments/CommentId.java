package io.understudy.collaboration.comments;

import io.understudy.platform.core.TypedId;
import java.util.UUID;

public record CommentId(UUID value) implements TypedId {}
