package io.understudy.api.comments;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.collaboration.comments.CommentDetails;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A comment.
 *
 * @param words empty once it is deleted
 * @param mentions names in the words that refer to people
 * @param mine whether you or a token of yours wrote it
 * @param resolvedBy null while it is open
 */
@Schema(name = "Comment")
record CommentResource(
        UUID id,
        String words,
        List<String> mentions,
        String author,
        boolean mine,
        Instant writtenAt,
        @Nullable Instant editedAt,
        boolean deleted,
        @Nullable String resolvedBy) {
    static CommentResource of(CommentDetails comment) {
        return new CommentResource(
                comment.id().value(),
                comment.words(),
                comment.mentions(),
                comment.author(),
                comment.mine(),
                comment.writtenAt(),
                comment.editedAt(),
                comment.deleted(),
                comment.resolvedBy());
    }
}
