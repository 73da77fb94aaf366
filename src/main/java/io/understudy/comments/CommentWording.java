package io.understudy.comments;

import java.time.Instant;

public record CommentWording(String words, Instant replacedAt) {}
