package io.understudy.collaboration.comments;

import io.understudy.identity.AccountId;
import io.understudy.platform.core.Actor;

/**
 * A person was named in a comment. Published inside the transaction that wrote it, once for each person and comment,
 * and never for the author.
 */
public record PersonMentioned(CommentId comment, CommentLocation place, AccountId person, Actor by, String words) {}
