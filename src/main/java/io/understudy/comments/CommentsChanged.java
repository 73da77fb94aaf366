package io.understudy.comments;

/** Something was said about a thing, or what was said changed. */
record CommentsChanged(CommentSubject subject) {}
