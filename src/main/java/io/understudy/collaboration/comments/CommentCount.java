package io.understudy.collaboration.comments;

/**
 * Numbers of comments; deleted ones do not count.
 *
 * @param open of them, those that are not resolved
 */
public record CommentCount(long all, long open) {
    public static final CommentCount NONE = new CommentCount(0, 0);
}
