package io.understudy.collaboration.comments;

/**
 * What a comment is about.
 *
 * @param kind of thing, as a {@link CommentableType} names it: {@code version}, {@code sheet}, ...
 * @param id the id in the thing's address
 * @param part of the thing, in the feature's own word; empty for the whole
 */
public record CommentSubject(String kind, String id, String part) {
    private static final int KIND_LENGTH = 40;
    private static final int ID_LENGTH = 64;
    private static final int PART_LENGTH = 200;

    public CommentSubject {
        if (kind.isEmpty() || kind.length() > KIND_LENGTH || id.isEmpty() || id.length() > ID_LENGTH) {
            throw new IllegalArgumentException("Not a subject of comments: " + kind + " " + id);
        }
        if (part.length() > PART_LENGTH) {
            throw new IllegalArgumentException("A part's name has up to " + PART_LENGTH + " characters: " + part);
        }
    }

    public static CommentSubject of(String kind, String id) {
        return new CommentSubject(kind, id, "");
    }

    public CommentSubject part(String name) {
        return new CommentSubject(kind, id, name);
    }
}
