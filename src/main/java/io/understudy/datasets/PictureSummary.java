package io.understudy.datasets;

import io.understudy.prompting.guide.DatasetTargets;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One picture of a working dataset as pages show it.
 *
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param size bytes of the original
 * @param exclusion why it is not trained on; null when it is
 */
public record PictureSummary(
        PictureId id,
        int position,
        String fileName,
        String mediaType,
        BlobHash original,
        BlobHash display,
        BlobHash thumbnail,
        int width,
        int height,
        long size,
        String caption,
        TriggerUse trigger,
        @Nullable Exclusion exclusion,
        UUID uploadedBy,
        Instant createdAt) {
    public boolean included() {
        return exclusion == null;
    }

    public int shorterSide() {
        return Math.min(width, height);
    }

    public boolean belowMinimum() {
        return shorterSide() < DatasetTargets.MINIMUM_EDGE;
    }

    public boolean belowPreferred() {
        return shorterSide() < DatasetTargets.PREFERRED_EDGE;
    }
}
