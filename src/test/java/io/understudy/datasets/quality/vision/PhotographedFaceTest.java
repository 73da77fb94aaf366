package io.understudy.datasets.quality.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.understudy.datasets.quality.vision.networks.Networks;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The networks, as they are built into the product, on a photo of a real person and on two of her side by side. */
@Tag("slow")
class PhotographedFaceTest {
    private static final Path PHOTO = Path.of("src/test/resources/pictures/eileen-collins.jpg");

    private static PictureMeter meter;

    @BeforeAll
    static void load() throws Exception {
        meter = PictureMeter.with(Networks.load());
    }

    @Test
    void aPortraitShowsOnePersonFromTheFrontInTheUpperBody() throws Exception {
        PictureReading portrait = measured(photo());
        assertThat(portrait.faces())
                .singleElement()
                .satisfies(face -> assertThat(face.angle()).isEqualTo(FaceAngle.FRONT));
        assertThat(portrait.shot()).isEqualTo(ShotType.UPPER_BODY);
    }

    @Test
    void twoPortraitsSideBySideShowTwoPeople() throws Exception {
        BufferedImage photo = photo();
        BufferedImage both = new BufferedImage(2 * photo.getWidth(), photo.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        both.createGraphics().drawImage(photo, 0, 0, null);
        both.createGraphics().drawImage(TestScenes.mirrored(photo), photo.getWidth(), 0, null);
        assertThat(measured(both).faces()).hasSize(2);
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
        BufferedImage photo = photo();
        FaceEmbedding own = measured(photo).embedding();
        assertThat(own.distance(measured(TestScenes.mirrored(photo)).embedding()))
                .isLessThan(0.25);
        assertThat(own.distance(measured(TestScenes.lit(photo, 0.6, 0.6, 0.6)).embedding()))
                .isLessThan(0.25);
        assertThat(own.distance(measured(TestScenes.scaled(photo, photo.getWidth() / 2, photo.getHeight() / 2))
                        .embedding()))
                .isLessThan(0.25);
    }

    @Test
    void aMirroredFaceLooksToTheOtherSide() throws Exception {
        Face face = measured(photo()).faces().getFirst();
        Face mirrored = measured(TestScenes.mirrored(photo())).faces().getFirst();
        assertThat(mirrored.yaw()).isCloseTo(-face.yaw(), within(8.0));
        assertThat(mirrored.box().x() + mirrored.box().width() / 2)
                .isCloseTo(1 - face.box().x() - face.box().width() / 2, within(0.02));
    }

    @Test
    void aFaceCutOutIsACloseUpAndTheWholePhotoIsNot() throws Exception {
        BufferedImage photo = photo();
        FaceBox box = measured(photo).faces().getFirst().box();
        int width = (int) (box.width() * photo.getWidth());
        int height = (int) (box.height() * photo.getHeight());
        int x = Math.max(0, (int) (box.x() * photo.getWidth()) - width / 2);
        int y = Math.max(0, (int) (box.y() * photo.getHeight()) - height / 2);
        BufferedImage cut = photo.getSubimage(
                x, y, Math.min(2 * width, photo.getWidth() - x), Math.min(2 * height, photo.getHeight() - y));
        assertThat(measured(TestScenes.scaled(cut, cut.getWidth(), cut.getHeight()))
                        .shot())
                .isEqualTo(ShotType.CLOSE_UP);
        assertThat(measured(photo).shot()).isNotEqualTo(ShotType.CLOSE_UP);
    }

    @Test
    void nobodyIsFoundOnDrawnShapes() {
        for (int seed = 1; seed <= 5; seed++) {
            PictureReading reading = measured(TestScenes.scene(800, 800, seed));
            assertThat(reading.faces()).as("scene %d", seed).isEmpty();
            assertThat(reading.embedding()).isNull();
        }
    }

    @Test
    void noEmbeddingIsMadeUnlessAskedFor() throws Exception {
        PictureReading reading = meter.measure(Pixels.of(photo()), true, false);
        assertThat(reading.faces()).isNotEmpty();
        assertThat(reading.embedding()).isNull();
    }

    private static PictureReading measured(BufferedImage picture) {
        return meter.measure(Pixels.of(picture), true, true);
    }

    private static BufferedImage photo() throws IOException {
        return ImageIO.read(PHOTO.toFile());
    }
}
