package io.understudy.datasets.captions;

import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TriggerUse;
import io.understudy.datasets.captions.text.CaptionLength;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The captions of the included pictures in numbers.
 *
 * @param uncaptioned without a word
 * @param triggerMissing with a caption that lacks the trigger word
 * @param triggerElsewhere with the trigger word not in front
 * @param beyondClip longer than the 77 tokens that CLIP reads, as far as can be estimated
 * @param longest the picture with the longest caption; null for an empty dataset
 */
public record CaptionOverview(
        int pictures,
        int uncaptioned,
        int triggerMissing,
        int triggerElsewhere,
        int beyondClip,
        @Nullable PictureSummary longest) {
    static CaptionOverview of(List<PictureSummary> included, @Nullable PictureSummary longest) {
        int uncaptioned = 0;
        int missing = 0;
        int elsewhere = 0;
        int beyond = 0;
        for (PictureSummary picture : included) {
            uncaptioned += picture.caption().isEmpty() ? 1 : 0;
            missing += !picture.caption().isEmpty() && picture.trigger() == TriggerUse.MISSING ? 1 : 0;
            elsewhere += picture.trigger() == TriggerUse.ELSEWHERE ? 1 : 0;
            beyond += CaptionLength.of(picture.caption()).beyondClip() ? 1 : 0;
        }
        return new CaptionOverview(included.size(), uncaptioned, missing, elsewhere, beyond, longest);
    }
}
