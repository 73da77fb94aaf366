package io.understudy.api.comments;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A comment to be written.
 *
 * @param words people named with an @ are notified
 * @param item key of the checklist's item that it is about; null for the whole version
 */
record NewComment(
        @NotNull String words, @Nullable @Size(max = 100) String item) {}
