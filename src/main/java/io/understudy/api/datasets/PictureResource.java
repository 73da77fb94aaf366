package io.understudy.api.datasets;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.datasets.Exclusion;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TriggerUse;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A picture of a working dataset.
 *
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param size bytes of the original
 * @param sha256 of the original, in hexadecimal digits
 * @param removed whether it was taken out of the dataset; it can be restored for 30 days
 * @param exclusion why it is not trained on; null when it is
 * @param awaitingSecond whether something was said about it that counts once a second person says the same
 */
@Schema(name = "Picture")
record PictureResource(
        UUID id,
        int position,
        String fileName,
        String mediaType,
        int width,
        int height,
        long size,
        String sha256,
        String caption,
        TriggerUse trigger,
        boolean included,
        boolean removed,
        @Nullable Exclusion exclusion,
        boolean awaitingSecond,
        UUID uploadedBy,
        Instant createdAt) {
    static PictureResource of(PictureSummary picture) {
        return new PictureResource(
                picture.id().value(),
                picture.position(),
                picture.fileName(),
                picture.mediaType(),
                picture.width(),
                picture.height(),
                picture.size(),
                picture.original().hex(),
                picture.caption(),
                picture.trigger(),
                picture.included() && !picture.removed(),
                picture.removed(),
                picture.exclusion(),
                picture.awaitsSecond(),
                picture.uploadedBy(),
                picture.createdAt());
    }
}
