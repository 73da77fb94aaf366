package io.understudy.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.GuideCount;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.quality.Composition;
import io.understudy.datasets.quality.DatasetMeasures;
import io.understudy.datasets.quality.MeasureOverride;
import io.understudy.datasets.quality.MeasureTopic;
import io.understudy.datasets.quality.MeasuredPicture;
import io.understudy.datasets.quality.PictureFilter;
import io.understudy.datasets.quality.PictureMeasures;
import io.understudy.datasets.quality.Verdict;
import io.understudy.datasets.quality.vision.Exposure;
import io.understudy.datasets.quality.vision.Face;
import io.understudy.datasets.quality.vision.FaceBox;
import io.understudy.datasets.quality.vision.PerceptualHash;
import io.understudy.datasets.quality.vision.Sharpness;
import io.understudy.doctor.Finding.Outcome;
import io.understudy.prompting.guide.CompositionTarget;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactReaderTest {
    @Test
    void onlyPicturesThatCountAreCountedAndTheRestIsNamed() {
        DatasetFacts facts =
                FactReader.set(set(new GuideCount(20, 8, 1)), set(new GuideCount(20, 0, 0)), Optional.empty());

        Finding pictures = new DatasetCauses(facts).pictures();

        assertThat(pictures.outcome()).isEqualTo(Outcome.SEEN);
        assertThat(pictures.words())
                .startsWith("11 of at least 15 pictures.")
                .contains("20 pictures, of these 11 count: 8 are copies, 1 may show another person.");
        assertThat(new DatasetCauses(facts).replaceNotCounted())
                .singleElement()
                .isInstanceOfSatisfying(
                        Remedy.ChangePictures.class,
                        remedy -> assertThat(remedy.filter()).isEqualTo(PictureFilter.NOT_COUNTED));
    }

    @Test
    void aPictureOfWhichAPersonSaidThatItIsTheSamePersonIsNoStranger() {
        DatasetMeasures set = set(
                new GuideCount(2, 0, 1),
                picture(0.7, null, GuideCount.Role.OTHER_PERSON),
                picture(0.7, new MeasureOverride(MeasureOverride.FINE, "a wig", "Mara"), GuideCount.Role.COUNTS));

        DatasetFacts facts = FactReader.set(set, set, Optional.empty());

        assertThat(facts.strangers()).isEqualTo(1);
        assertThat(facts.doubtful()).isZero();
        assertThat(facts.comparedFaces()).isEqualTo(2);
        assertThat(facts.unknown(CompositionTarget.FACE_CLOSE_UPS))
                .as("what does not count is not counted as unknown either")
                .isEqualTo(1);
    }

    @Test
    void copiesOfABlurredPhotoAreOneBlurredPhoto() {
        DatasetMeasures set = set(
                new GuideCount(3, 2, 0),
                blurred(GuideCount.Role.COUNTS),
                blurred(GuideCount.Role.COPY),
                blurred(GuideCount.Role.COPY));

        DatasetFacts facts = FactReader.set(set, set, Optional.empty());

        assertThat(facts.blurred()).isEqualTo(1);
        assertThat(facts.facesMeasured()).isEqualTo(1);
    }

    private static MeasuredPicture blurred(GuideCount.Role role) {
        PictureMeasures own = new PictureMeasures(
                new PictureId(UUID.randomUUID()),
                Instant.EPOCH,
                new PerceptualHash(1, 2),
                new Sharpness(10, true, null),
                new Exposure(0.5, 0, 0),
                true,
                List.of(new Face(new FaceBox(0, 0, 100, 100), 1, 0, 0, 0, 0.3)),
                null,
                null,
                null,
                null);
        return new MeasuredPicture(
                own, null, null, null, null, List.of(new Verdict(MeasureTopic.SHARPNESS, "blurred", "", null)), role);
    }

    private static MeasuredPicture picture(double distance, @Nullable MeasureOverride overrule, GuideCount.Role role) {
        PictureMeasures own = new PictureMeasures(
                new PictureId(UUID.randomUUID()),
                Instant.EPOCH,
                new PerceptualHash(1, 2),
                new Sharpness(80, true, null),
                new Exposure(0.5, 0, 0),
                true,
                List.of(),
                null,
                null,
                null,
                null);
        Verdict verdict = new Verdict(MeasureTopic.IDENTITY, "another person?", "", overrule);
        return new MeasuredPicture(own, distance, null, null, null, List.of(verdict), role);
    }

    private static DatasetMeasures set(GuideCount count, MeasuredPicture... pictures) {
        Map<PictureId, MeasuredPicture> byPicture = new LinkedHashMap<>();
        for (MeasuredPicture picture : pictures) {
            byPicture.put(picture.measures().picture(), picture);
        }
        return new DatasetMeasures(
                pictures.length, 0, byPicture, Map.of(), count, new Composition(List.of(), 0), List.of(), null);
    }
}
