package io.understudy.comments;

/**
 * How much was said; deleted comments do not count.
 *
 * @param open of them, those that nobody has resolved
 */
public record CommentCount(long all, long open) {
    public static final CommentCount NONE = new CommentCount(0, 0);
}
