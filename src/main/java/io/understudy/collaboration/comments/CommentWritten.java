package io.understudy.collaboration.comments;

import io.understudy.platform.core.Actor;

/** Published inside the transaction. */
public record CommentWritten(CommentId comment, CommentSubject subject, CommentLocation place, Actor by) {}
