package io.understudy.datasets;

import io.understudy.prompting.guide.DatasetTargets;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One picture of a working dataset as pages show it.
 *
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param size bytes of the original
 * @param repeats how often an epoch shows it, where a trainer has repeats
 * @param exclusion why it is not trained on; null when it is
 * @param removed whether it was taken out of the dataset, which can be undone
 * @param open what was said about it and does not count yet, because two people have to agree
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
        int repeats,
        @Nullable Exclusion exclusion,
        UUID uploadedBy,
        Instant createdAt,
        boolean removed,
        List<OpenVerdict> open) {
    public PictureSummary {
        open = List.copyOf(open);
    }

    public boolean included() {
        return exclusion == null;
    }

    /** Whether something was said about it that counts once a second person says the same. */
    public boolean awaitsSecond() {
        return !open.isEmpty();
    }

    /** Whether people said different things in answer to the same question. */
    public boolean isDisputed() {
        return open.stream()
                .anyMatch(one -> open.stream()
                        .anyMatch(other -> other.question().equals(one.question())
                                && !other.answer().equals(one.answer())));
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
