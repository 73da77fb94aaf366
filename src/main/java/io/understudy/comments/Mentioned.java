package io.understudy.comments;

import io.understudy.people.AccountId;
import io.understudy.shared.Actor;

/**
 * A person was named in a comment. Published inside the transaction that wrote it, once for each person and comment,
 * and never for the author.
 */
public record Mentioned(CommentId comment, CommentPlace place, AccountId person, Actor by, String words) {}
