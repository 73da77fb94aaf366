package io.understudy.api.versions;

import io.understudy.versions.review.ReviewInboxLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version on its way to production, as it concerns the person who asks.
 *
 * @param need what is awaited, and of whom
 * @param askedBy who asked the person by name; null where nobody did
 * @param asked others who were asked by name
 * @param page where a person reviews it
 */
record AwaitedReview(
        VersionResource version,
        ReviewInboxLine.Need need,
        @Nullable String askedBy,
        List<String> asked,
        String page) {
    static AwaitedReview of(ReviewInboxLine line, String slug, String page) {
        return new AwaitedReview(
                VersionResource.of(line.card(), slug),
                line.need(),
                line.askedByName() ? line.askedBy() : null,
                line.asked(),
                page);
    }
}
