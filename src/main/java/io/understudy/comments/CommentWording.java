package io.understudy.comments;

import java.time.Instant;

/** How a comment read until it was edited. */
public record CommentWording(String words, Instant replacedAt) {}
