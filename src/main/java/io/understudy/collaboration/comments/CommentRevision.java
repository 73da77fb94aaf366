package io.understudy.collaboration.comments;

import java.time.Instant;

public record CommentRevision(String words, Instant replacedAt) {}
