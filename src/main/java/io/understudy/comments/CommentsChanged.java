package io.understudy.comments;

record CommentsChanged(CommentSubject subject) {}
