package io.understudy.datasets.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.GuideCount;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureSummary;
import io.understudy.datasets.TriggerUse;
import io.understudy.datasets.quality.vision.Exposure;
import io.understudy.datasets.quality.vision.PerceptualHash;
import io.understudy.datasets.quality.vision.Sharpness;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WallQueryTest {
    private final Map<PictureId, MeasuredPicture> measured = new LinkedHashMap<>();
    private final PictureSummary park = picture("park", "ohwx woman, Park, smiling", 1_000, 1);
    private final PictureSummary beach = picture("beach", "ohwx woman, beach", 3_000, 2);
    private final PictureSummary unmeasured = picture("unmeasured", "ohwx woman, park", 2_000, 3);

    WallQueryTest() {
        measure(park, 20, MeasureTopic.SHARPNESS);
        measure(beach, 80, MeasureTopic.EXPOSURE);
    }

    @Test
    void allConditionsHoldOrAnyOfThem() {
        assertThat(shown(PictureSort.PLACE, List.of("park"), List.of(), false)).containsExactly("park", "unmeasured");
        assertThat(shown(PictureSort.PLACE, List.of("park", "smiling"), List.of(), false))
                .containsExactly("park");
        assertThat(shown(PictureSort.PLACE, List.of("beach", "smiling"), List.of(), true))
                .containsExactly("park", "beach");
        assertThat(shown(PictureSort.PLACE, List.of("park"), List.of(MeasureTopic.EXPOSURE), true))
                .containsExactly("park", "beach", "unmeasured");
        assertThat(shown(PictureSort.PLACE, List.of("park"), List.of(MeasureTopic.SHARPNESS), false))
                .containsExactly("park");
        assertThat(shown(PictureSort.PLACE, List.of("par"), List.of(), true)).isEmpty();
    }

    @Test
    void whatIsNotMeasuredComesLastInBothDirections() {
        assertThat(shown(PictureSort.LEAST_SHARP, List.of(), List.of(), false))
                .containsExactly("park", "beach", "unmeasured");
        assertThat(shown(PictureSort.SHARPEST, List.of(), List.of(), false))
                .containsExactly("beach", "park", "unmeasured");
        assertThat(shown(PictureSort.SMALLEST, List.of(), List.of(), false))
                .containsExactly("park", "unmeasured", "beach");
        assertThat(shown(PictureSort.NEWEST, List.of(), List.of(), false))
                .containsExactly("unmeasured", "beach", "park");
    }

    @Test
    void itIsSaidAsASentence() {
        assertThat(new WallQuery(
                                PictureFilter.ALL,
                                PictureSort.LEAST_SHARP,
                                List.of("park"),
                                List.of(MeasureTopic.COPY),
                                false)
                        .words())
                .isEqualTo("Least sharp first, with “park” and copy");
        assertThat(WallQuery.ALL.words()).isEmpty();
    }

    private List<String> shown(PictureSort order, List<String> tags, List<MeasureTopic> verdicts, boolean any) {
        DatasetMeasures known = new DatasetMeasures(
                3, 1, measured, Map.of(), new GuideCount(3, 0, 0), new Composition(List.of(), 0), List.of(), null);
        return new WallQuery(PictureFilter.ALL, order, tags, verdicts, any)
                .of(List.of(park, beach, unmeasured), known).stream()
                        .map(PictureSummary::fileName)
                        .toList();
    }

    private void measure(PictureSummary picture, double sharpness, MeasureTopic... topics) {
        PictureMeasures own = new PictureMeasures(
                picture.id(),
                Instant.EPOCH,
                new PerceptualHash(1, 2),
                new Sharpness(sharpness, false, null),
                new Exposure(0.5, 0, 0),
                true,
                List.of(),
                null,
                null,
                null,
                null);
        List<Verdict> verdicts =
                Stream.of(topics).map(topic -> new Verdict(topic, "", "", null)).toList();
        measured.put(picture.id(), new MeasuredPicture(own, null, null, null, null, verdicts, GuideCount.Role.COUNTS));
    }

    private static PictureSummary picture(String name, String caption, int side, int day) {
        BlobHash hash = new BlobHash("0".repeat(64));
        return new PictureSummary(
                new PictureId(UUID.randomUUID()),
                day,
                name,
                "image/jpeg",
                hash,
                hash,
                hash,
                side,
                side,
                1,
                caption,
                TriggerUse.FIRST,
                1,
                null,
                UUID.randomUUID(),
                Instant.EPOCH.plusSeconds(day),
                false,
                List.of());
    }
}
