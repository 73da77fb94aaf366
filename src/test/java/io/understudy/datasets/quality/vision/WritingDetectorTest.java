package io.understudy.datasets.quality.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.quality.vision.networks.Networks;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class WritingDetectorTest {
    private static final Path PHOTO = Path.of("src/test/resources/pictures/eileen-collins.jpg");

    private static PictureMeter meter;

    @BeforeAll
    static void load() throws Exception {
        meter = PictureMeter.with(Networks.load());
    }

    private static Writing found(BufferedImage picture) {
        return meter.measure(Pixels.of(picture), true, false).writing();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shapesAreNoWriting(int seed) {
        assertThat(found(TestScenes.scene(1200, 900, seed)).lines()).isZero();
    }

    @Test
    void aSemitransparentWatermarkInTheCornerIsFound() {
        BufferedImage picture = TestScenes.scene(1600, 1200, 1);
        write(picture, "© studio example", 40, 1150, 34, new Color(255, 255, 255, 150));

        Writing writing = found(picture);

        assertThat(writing.lines()).isBetween(1, 3);
        assertThat(writing.share()).isBetween(0.002, 0.02);
    }

    @Test
    void subtitlesCoverMoreThanAWatermark() {
        BufferedImage picture = TestScenes.scene(1000, 1400, 2);
        write(picture, "I told you the lighthouse", 60, 1200, 66, Color.WHITE);
        write(picture, "would not wait for us", 60, 1290, 66, Color.WHITE);

        Writing writing = found(picture);

        assertThat(writing.lines()).isBetween(2, 9);
        assertThat(writing.share()).isBetween(0.03, 0.2);
    }

    @Test
    void drawnPeopleWithMouthsRailingsAndSunsHaveNoneOfIt() throws IOException {
        try (Stream<Path> sample = Files.list(Path.of("src/main/resources/sample/ava-lindqvist"))) {
            for (Path picture :
                    sample.filter(file -> file.toString().endsWith(".jpg")).toList()) {
                assertThat(found(ImageIO.read(picture.toFile())).lines())
                        .as(picture.toString())
                        .isZero();
            }
        }
    }

    @Test
    void aPhotographedPortraitHasNoneThatIsLargeEnoughToBeLearnt() throws IOException {
        assertThat(found(ImageIO.read(PHOTO.toFile())).lines()).isZero();
    }

    private static void write(BufferedImage picture, String text, int x, int y, int size, Color colour) {
        Graphics2D pen = picture.createGraphics();
        pen.setFont(new Font(Font.SANS_SERIF, Font.BOLD, size));
        pen.setColor(colour);
        pen.drawString(text, x, y);
        pen.dispose();
    }
}
