package io.understudy.datasets.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.PictureId;
import io.understudy.datasets.quality.vision.Exposure;
import io.understudy.datasets.quality.vision.PerceptualHash;
import io.understudy.datasets.quality.vision.Sharpness;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PictureVerdictsTest {
    @Test
    void littleDetailOfItsOwnMayComeOfCompressionToo() {
        PictureMeasures measures = new PictureMeasures(
                new PictureId(UUID.randomUUID()),
                Instant.EPOCH,
                new PerceptualHash(0, 0),
                new Sharpness(80, true, 0.2),
                new Exposure(0.5, 0, 0),
                false,
                List.of(),
                null,
                null,
                null,
                null);

        assertThat(PictureVerdicts.of(measures, null, "", null, Map.of()))
                .singleElement()
                .satisfies(verdict -> {
                    assertThat(verdict.brief()).isEqualTo("enlarged or compressed?");
                    assertThat(verdict.words())
                            .contains("enlarged from a smaller picture, or saved with heavy compression.");
                });
    }
}
