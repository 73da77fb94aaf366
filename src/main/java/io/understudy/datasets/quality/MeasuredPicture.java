package io.understudy.datasets.quality;

import io.understudy.datasets.GuideCount;
import io.understudy.datasets.quality.vision.Face;
import io.understudy.datasets.quality.vision.FaceAngle;
import io.understudy.datasets.quality.vision.ShotType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A measured picture among the others of its dataset.
 *
 * @param measures of the picture alone
 * @param identityDistance of its face to the reference face, or else the median to those of the other included pictures;
 *     null without a face that shows identity, with too few others, and while identity measures are off
 * @param lightGroup from 0, the largest group first; null without a face, and where the picture is left out
 * @param copyOf the best picture of the same moment, if it is not this one
 * @param correctedShot what a person said the shot type is; null when nobody did
 * @param verdicts advice, also what was overruled
 * @param role what the picture is for the guide
 */
public record MeasuredPicture(
        PictureMeasures measures,
        @Nullable Double identityDistance,
        @Nullable Integer lightGroup,
        @Nullable SimilarPicture copyOf,
        @Nullable MeasureOverride correctedShot,
        List<Verdict> verdicts,
        GuideCount.Role role) {
    public MeasuredPicture {
        verdicts = List.copyOf(verdicts);
    }

    /** How much of the person is seen: a person's answer, else the measured one; null when neither is there. */
    public @Nullable ShotType shot() {
        return correctedShot == null ? measures.shot() : ShotType.valueOf(correctedShot.answer());
    }

    public Optional<FaceAngle> angle() {
        return measures.face().map(Face::angle);
    }

    public boolean showsAnotherAngle() {
        return shot() == ShotType.FROM_BEHIND
                || angle().filter(angle -> angle != FaceAngle.FRONT).isPresent();
    }

    /** Whether its face is farther from the others than this, and nobody said that it is the same person. */
    public boolean isFartherThan(double distance) {
        return identityDistance != null
                && identityDistance > distance
                && verdicts.stream()
                        .noneMatch(verdict -> verdict.topic() == MeasureTopic.IDENTITY && !verdict.stands());
    }

    public boolean needsALook() {
        return role != GuideCount.Role.LEFT_OUT && !standing().isEmpty();
    }

    public List<Verdict> standing() {
        return verdicts.stream().filter(Verdict::stands).toList();
    }
}
