package io.understudy.datasets.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.understudy.datasets.vision.networks.Networks;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The networks on the photos that come with their npm package; skipped where npm fetched nothing. */
class DemoFacesTest {
    private static final Path PHOTOS = Path.of("models/node_modules/@vladmandic/face-api/demo");

    private static PictureMeter meter;

    @BeforeAll
    static void load() throws Exception {
        assumeTrue(Files.isDirectory(PHOTOS) && Networks.whyMissing() == null, "npm fetched no weights");
        meter = PictureMeter.with(Networks.load());
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2, 3", "3, 3", "4, 4", "5, 5", "6, 4"})
    void theFacesOfAPhotoAreCounted(int photo, int faces) throws Exception {
        assertThat(measured(photo(photo)).faces()).hasSizeBetween(faces - 1, faces);
    }

    @Test
    void theNetworksAreBuiltOnAnOrdinaryThreadWithLittleStack() throws Exception {
        CompletableFuture<Networks> built = new CompletableFuture<>();
        Thread.ofPlatform().stackSize(512 << 10).start(() -> {
            try {
                built.complete(Networks.load());
            } catch (Exception problem) {
                built.completeExceptionally(problem);
            }
        });
        assertThat(built.get(1, TimeUnit.MINUTES)).isNotNull();
    }

    @Test
    void aMirroredDarkerOrSmallerCopyShowsTheSamePerson() throws Exception {
        BufferedImage photo = photo(1);
        FaceEmbedding own = measured(photo).embedding();
        assertThat(own.distance(measured(Scenes.mirrored(photo)).embedding())).isLessThan(0.25);
        assertThat(own.distance(measured(Scenes.lit(photo, 0.6, 0.6, 0.6)).embedding()))
                .isLessThan(0.25);
        assertThat(own.distance(measured(Scenes.scaled(photo, photo.getWidth() / 2, photo.getHeight() / 2))
                        .embedding()))
                .isLessThan(0.25);
    }

    @Test
    void aMirroredFaceLooksToTheOtherSide() throws Exception {
        for (int number = 1; number <= 6; number++) {
            Face face = measured(photo(number)).faces().getFirst();
            Face mirrored = measured(Scenes.mirrored(photo(number))).faces().getFirst();
            assertThat(mirrored.yaw()).as("photo %d", number).isCloseTo(-face.yaw(), within(8.0));
            assertThat(mirrored.box().x() + mirrored.box().width() / 2)
                    .as("photo %d", number)
                    .isCloseTo(1 - face.box().x() - face.box().width() / 2, within(0.02));
        }
    }

    @Test
    void aFaceCutOutIsACloseUpAndAPhotoOfAGroupIsNot() throws Exception {
        BufferedImage photo = photo(1);
        FaceBox box = measured(photo).faces().getFirst().box();
        int width = (int) (box.width() * photo.getWidth());
        int height = (int) (box.height() * photo.getHeight());
        int x = Math.max(0, (int) (box.x() * photo.getWidth()) - width / 2);
        int y = Math.max(0, (int) (box.y() * photo.getHeight()) - height / 2);
        BufferedImage cut = photo.getSubimage(
                x, y, Math.min(2 * width, photo.getWidth() - x), Math.min(2 * height, photo.getHeight() - y));
        assertThat(measured(Scenes.scaled(cut, cut.getWidth(), cut.getHeight())).shot())
                .isEqualTo(ShotType.CLOSE_UP);
        assertThat(measured(photo).shot()).isNotEqualTo(ShotType.CLOSE_UP);
    }

    @Test
    void nobodyIsFoundOnDrawnShapes() {
        for (int seed = 1; seed <= 5; seed++) {
            PictureReading reading = measured(Scenes.scene(800, 800, seed));
            assertThat(reading.faces()).as("scene %d", seed).isEmpty();
            assertThat(reading.embedding()).isNull();
        }
    }

    @Test
    void noEmbeddingIsMadeUnlessSomebodyAskedForIt() throws Exception {
        PictureReading reading = meter.measure(Pixels.of(photo(1)), true, false);
        assertThat(reading.faces()).isNotEmpty();
        assertThat(reading.embedding()).isNull();
    }

    private static PictureReading measured(BufferedImage picture) {
        return meter.measure(Pixels.of(picture), true, true);
    }

    private static BufferedImage photo(int number) throws IOException {
        return ImageIO.read(PHOTOS.resolve("sample" + number + ".jpg").toFile());
    }
}
