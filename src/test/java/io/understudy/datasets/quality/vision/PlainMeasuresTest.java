package io.understudy.datasets.quality.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainMeasuresTest {
    private final PictureMeter meter = PictureMeter.withoutFaces();

    @Test
    void blurLowersTheSharpness() {
        BufferedImage sharp = TestScenes.scene(1024, 1024, 3);
        double before = measured(sharp).sharpness().value();
        double after = measured(TestScenes.blurred(sharp, 5)).sharpness().value();
        assertThat(after).isLessThan(before / 10);
    }

    @Test
    void exposureIsTheShareOfLightAndOfWhatIsLost() {
        Exposure grey =
                measured(TestScenes.plain(300, 200, new Color(128, 128, 128))).exposure();
        assertThat(grey.brightness()).isCloseTo(128 / 255.0, within(0.005));
        assertThat(grey.lostInBlack()).isZero();
        assertThat(measured(TestScenes.plain(300, 200, Color.WHITE)).exposure().lostInWhite())
                .isEqualTo(1);
        assertThat(measured(TestScenes.plain(300, 200, Color.BLACK)).exposure().lostInBlack())
                .isEqualTo(1);
    }

    @Test
    void aFaceBoxMeasuresOnlyItsPart() {
        BufferedImage halves = TestScenes.plain(400, 400, Color.WHITE);
        BufferedImage scene = TestScenes.scene(200, 400, 5);
        halves.createGraphics().drawImage(scene, 0, 0, null);
        Pixels pixels = Pixels.of(halves);
        assertThat(Sharpness.ofFace(pixels, new FaceBox(0, 0, 0.5, 1), true).value())
                .isGreaterThan(50);
        assertThat(Sharpness.ofFace(pixels, new FaceBox(0.55, 0, 0.4, 1), true).value())
                .isLessThan(1);
    }

    @Test
    void anEnlargedPictureHoldsLittleDetailOfItsOwn() {
        BufferedImage small = TestScenes.scene(512, 512, 6);
        FaceBox all = new FaceBox(0, 0, 1, 1);
        Double own = Sharpness.ofFace(Pixels.of(small), all, true).ownDetail();
        Double enlarged = Sharpness.ofFace(Pixels.of(TestScenes.scaled(small, 1024, 1024)), all, true)
                .ownDetail();
        assertThat(enlarged).isLessThan(own / 2);
    }

    @Test
    void aPatchTurnsWithItsSquare() {
        BufferedImage picture = TestScenes.plain(100, 100, Color.BLACK);
        picture.setRGB(80, 50, Color.WHITE.getRGB());
        Patch upright = Pixels.of(picture).cut(Affine.square(50, 50, 100, 0, 100), 100, 100);
        Patch turned = Pixels.of(picture).cut(Affine.square(50, 50, 100, Math.PI / 2, 100), 100, 100);
        assertThat(upright.luma(50 * 100 + 80)).isGreaterThan(200);
        assertThat(brightest(turned)).isEqualTo(19 * 100 + 50);
    }

    @Test
    void thingsFarApartFormGroupsTheLargestFirst() {
        int[] groups = Grouping.of(List.of(0.0, 10.0, 10.2, 9.9, 0.3), 2, (a, b) -> Math.abs(a - b));
        assertThat(groups).containsExactly(1, 0, 0, 0, 1);
        assertThat(Grouping.of(List.<Double>of(), 2, (a, b) -> 0)).isEmpty();
    }

    private PictureReading measured(BufferedImage picture) {
        return meter.measure(Pixels.of(picture), true, false);
    }

    private static int brightest(Patch patch) {
        int best = 0;
        for (int i = 0; i < patch.width() * patch.height(); i++) {
            if (patch.luma(i) > patch.luma(best)) {
                best = i;
            }
        }
        return best;
    }
}
