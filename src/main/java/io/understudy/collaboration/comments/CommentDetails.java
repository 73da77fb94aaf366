package io.understudy.collaboration.comments;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A comment as screens show it.
 *
 * @param words empty once it is deleted
 * @param mentions the names in the words that refer to people, without the @
 * @param mine whether the person who asks wrote it
 * @param editedAt when the words were last changed, or null
 * @param deletedAt when its author deleted it, or null
 * @param resolvedBy who resolved it, or null while it is open
 * @param resolvedAt likewise
 * @param rowVersion sent back with an edit
 */
public record CommentDetails(
        CommentId id,
        CommentSubject subject,
        String words,
        List<String> mentions,
        String author,
        boolean mine,
        Instant writtenAt,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        @Nullable String resolvedBy,
        @Nullable Instant resolvedAt,
        long rowVersion) {
    public CommentDetails {
        mentions = List.copyOf(mentions);
    }

    /** Until when the author may change the words. */
    public Instant editableUntil() {
        return writtenAt.plus(Comment.EDITABLE);
    }

    public boolean deleted() {
        return deletedAt != null;
    }

    public boolean resolved() {
        return resolvedAt != null;
    }
}
