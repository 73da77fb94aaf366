package io.understudy.api.datasets;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.datasets.GuideCount;
import io.understudy.datasets.quality.DatasetMeasures;
import io.understudy.datasets.quality.MeasureOverride;
import io.understudy.datasets.quality.MeasureTopic;
import io.understudy.datasets.quality.MeasuredPicture;
import io.understudy.datasets.quality.Verdict;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the pictures of a dataset.
 *
 * @param waiting pictures that are not measured yet
 * @param counted pictures that count for the guide
 * @param consistency share of the compared faces that are close to the rest, 0 to 1; null when none was compared
 */
@Schema(name = "Measures")
record MeasuresResource(
        int pictures, int waiting, int counted, @Nullable Double consistency, List<Picture> items) {
    /**
     * A measured picture.
     *
     * @param role what it is for the guide
     * @param shot how much of the person is seen; null when that is not known
     * @param identityDistance of its face from the others; null when it was not compared
     * @param advice in sentences, without what a person overruled
     * @param verdicts all advice, with who overruled it
     */
    @Schema(name = "PictureMeasures")
    record Picture(
            UUID picture,
            GuideCount.Role role,
            @Nullable String shot,
            @Nullable Double identityDistance,
            List<String> advice,
            List<Advice> verdicts) {
        private static Picture of(MeasuredPicture picture) {
            return new Picture(
                    picture.measures().picture().value(),
                    picture.role(),
                    picture.shot() == null ? null : picture.shot().name(),
                    picture.identityDistance(),
                    picture.standing().stream().map(Verdict::words).toList(),
                    picture.verdicts().stream().map(Advice::of).toList());
        }
    }

    /**
     * Advice about a picture.
     *
     * @param words with the number that was measured and its limit
     * @param overruledBy whose answer counts instead; null while it stands
     * @param reason of that person; may be empty
     */
    @Schema(name = "PictureVerdict")
    record Advice(
            MeasureTopic topic,
            String words,
            @Nullable String overruledBy,
            @Nullable String reason) {
        private static Advice of(Verdict verdict) {
            MeasureOverride overrule = verdict.overrule();
            return new Advice(
                    verdict.topic(),
                    verdict.words(),
                    overrule == null ? null : overrule.by(),
                    overrule == null ? null : overrule.reason());
        }
    }

    static MeasuresResource of(DatasetMeasures measures) {
        return new MeasuresResource(
                measures.pictures(),
                measures.waiting(),
                measures.count().counted(),
                measures.consistency(),
                measures.byPicture().values().stream().map(Picture::of).toList());
    }
}
