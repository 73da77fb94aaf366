package io.understudy.collaboration.comments;

/**
 * A subject as people know it.
 *
 * @param name such as {@code Ava Lindqvist v2, “Face is consistent”}
 * @param path where the comment is read, without a leading slash
 */
public record CommentLocation(String name, String path) {}
