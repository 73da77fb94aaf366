package io.understudy.api.datasets;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.datasets.GuideCount;
import io.understudy.datasets.quality.DatasetMeasures;
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
     */
    @Schema(name = "PictureMeasures")
    record Picture(
            UUID picture,
            GuideCount.Role role,
            @Nullable String shot,
            @Nullable Double identityDistance,
            List<String> advice) {
        private static Picture of(MeasuredPicture picture) {
            return new Picture(
                    picture.measures().picture().value(),
                    picture.role(),
                    picture.shot() == null ? null : picture.shot().name(),
                    picture.identityDistance(),
                    picture.standing().stream().map(Verdict::words).toList());
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
