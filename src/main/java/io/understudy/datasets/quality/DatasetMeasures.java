package io.understudy.datasets.quality;

import io.understudy.datasets.GuideCount;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.quality.vision.FaceEmbedding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the pictures of a dataset, and of each among the others. What is not measured yet is simply
 * missing.
 *
 * @param pictures all pictures of the dataset
 * @param waiting those that still wait to be measured
 * @param byPicture in the order of the dataset
 * @param problems why pictures could not be measured
 * @param count how many of the included pictures count for the guide
 * @param composition the guide's table, over the pictures that count
 * @param copies near copies among the included pictures, without those of which a person said that they are none
 * @param reference the picture whose face a person chose to compare with; null while all are compared with each other
 */
public record DatasetMeasures(
        int pictures,
        int waiting,
        Map<PictureId, MeasuredPicture> byPicture,
        Map<PictureId, String> problems,
        GuideCount count,
        Composition composition,
        List<CopyGroup> copies,
        @Nullable PictureId reference) {
    public Optional<MeasuredPicture> of(PictureId picture) {
        return Optional.ofNullable(byPicture.get(picture));
    }

    /** Those with advice among the pictures that are trained on. */
    public List<MeasuredPicture> toLookAt() {
        return byPicture.values().stream().filter(MeasuredPicture::needsALook).toList();
    }

    /**
     * Share of the compared faces that are close to the rest of the dataset, or of which a person said so, 0 to 1; null
     * when none was compared. Pictures that are left out are not among them.
     */
    public @Nullable Double consistency() {
        List<MeasuredPicture> compared = byPicture.values().stream()
                .filter(picture -> picture.role() != GuideCount.Role.LEFT_OUT && picture.identityDistance() != null)
                .toList();
        if (compared.isEmpty()) {
            return null;
        }
        long close = compared.stream()
                .filter(picture -> !picture.isFartherThan(FaceEmbedding.SAME_PERSON))
                .count();
        return (double) close / compared.size();
    }
}
