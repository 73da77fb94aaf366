package io.understudy.datasets.quality.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PerceptualHashTest {
    private final BufferedImage scene = TestScenes.scene(800, 600, 1);

    @Test
    void aSmallerOrTintedCopyIsTheSamePicture() {
        assertThat(distance(scene, TestScenes.scaled(scene, 400, 300)))
                .isLessThanOrEqualTo(PerceptualHash.SAME_PICTURE);
        assertThat(distance(scene, TestScenes.lit(scene, 1, 0.8, 0.8)))
                .isLessThanOrEqualTo(PerceptualHash.SAME_PICTURE);
    }

    @Test
    void aMirroredCopyIsTheSamePictureAndSaysSo() {
        PerceptualHash original = hash(scene);
        PerceptualHash mirrored = hash(TestScenes.mirrored(scene));
        assertThat(original.distance(mirrored)).isLessThanOrEqualTo(2);
        assertThat(original.isMirrorOf(mirrored)).isTrue();
        assertThat(original.isMirrorOf(hash(TestScenes.scaled(scene, 640, 480))))
                .isFalse();
    }

    @Test
    void otherScenesAreFarApart() {
        for (int seed = 2; seed < 30; seed++) {
            assertThat(distance(scene, TestScenes.scene(800, 600, seed)))
                    .as("scene %d", seed)
                    .isGreaterThan(PerceptualHash.ALMOST_THE_SAME);
        }
    }

    private static int distance(BufferedImage one, BufferedImage other) {
        return hash(one).distance(hash(other));
    }

    private static PerceptualHash hash(BufferedImage picture) {
        return PerceptualHash.of(Pixels.of(picture));
    }
}
