package io.understudy.collaboration.comments;

record CommentsChanged(CommentSubject subject) {}
