package io.understudy.collaboration.comments;

import java.util.List;

/**
 * The latest comments on a subject.
 *
 * @param comments the oldest first
 * @param total how many there are, with those that are not shown
 */
public record CommentPage(List<CommentDetails> comments, long total) {
    public CommentPage {
        comments = List.copyOf(comments);
    }

    public long earlier() {
        return total - comments.size();
    }
}
