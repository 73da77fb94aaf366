package io.understudy.api.datasets;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.datasets.Exclusion;
import io.understudy.datasets.OpenVerdict;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TriggerUse;
import java.time.Instant;
import java.util.List;
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
 * @param repeats how often an epoch shows it, where a trainer has repeats
 * @param exclusion why it is not trained on; null when it is
 * @param awaitingSecond whether something was said about it that counts once a second person says the same
 * @param said what that is, by each person
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
        int repeats,
        boolean included,
        boolean removed,
        @Nullable Exclusion exclusion,
        boolean awaitingSecond,
        List<Said> said,
        UUID uploadedBy,
        Instant createdAt) {
    /**
     * A verdict that counts once a second person gives the same.
     *
     * @param question {@code TRAINED}, or the topic of a measure
     * @param answer {@code KEPT} or {@code LEFT_OUT}, or what is to count instead of what was measured
     */
    @Schema(name = "OpenVerdict")
    record Said(String question, String answer, String reason, UUID account, String by) {
        private static Said of(OpenVerdict verdict) {
            return new Said(verdict.question(), verdict.answer(), verdict.reason(), verdict.account(), verdict.by());
        }
    }

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
                picture.repeats(),
                picture.included() && !picture.removed(),
                picture.removed(),
                picture.exclusion(),
                picture.awaitsSecond(),
                picture.open().stream().map(Said::of).toList(),
                picture.uploadedBy(),
                picture.createdAt());
    }
}
