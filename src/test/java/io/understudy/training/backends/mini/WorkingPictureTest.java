package io.understudy.training.backends.mini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.understudy.mini.training.TrainingPicture;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingPictureTest {
    @Test
    void withoutAFaceAllOfThePictureIsKeptSmall() throws Exception {
        TrainingPicture picture = WorkingPicture.of(job(1_024, 1_536, null));
        assertThat(size(picture.image())).containsExactly(256, 384);
        assertThat(picture.face()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        // in the middle, close to the camera, far away, in a corner, as large as the picture
        "400, 500, 200, 240",
        "112, 300, 800, 900",
        "500, 200, 80, 100",
        "0, 0, 120, 150",
        "0, 0, 1024, 1536"
    })
    void theBoxLiesOnTheFaceAfterScaling(int x, int y, int width, int height) throws Exception {
        Rectangle face = new Rectangle(x, y, width, height);
        TrainingPicture picture = WorkingPicture.of(job(1_024, 1_536, face));
        Rectangle box = picture.face();
        assertThat(Math.min(picture.image().getWidth(), picture.image().getHeight()))
                .isLessThanOrEqualTo(WorkingPicture.EDGE);
        // The face is drawn red on white: red just inside of the box, white just outside of it.
        assertThat(redness(picture.image(), box.x + 3, box.y + 3)).isGreaterThan(200);
        assertThat(redness(picture.image(), box.x + box.width - 4, box.y + box.height - 4))
                .isGreaterThan(200);
        if (x > 0) {
            assertThat(redness(picture.image(), box.x - 4, box.y + box.height / 2))
                    .isLessThan(50);
            assertThat(redness(picture.image(), box.x + box.width / 2, box.y + box.height + 3))
                    .isLessThan(50);
        }
    }

    @Test
    void aPictureThatCannotBeDecodedIsNamed() {
        JobPicture text = new JobPicture(
                "ava-01.png",
                "ohwx woman",
                10,
                10,
                () -> new ByteArrayInputStream("text".getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> WorkingPicture.of(text))
                .isInstanceOf(JobFailure.class)
                .hasMessageContaining("ava-01.png");
    }

    private static JobPicture job(int width, int height, @Nullable Rectangle face) throws Exception {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        if (face != null) {
            graphics.setColor(Color.RED);
            graphics.fill(face);
        }
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return new JobPicture(
                "1.png", "ohwx woman", width, height, face, 1, () -> new ByteArrayInputStream(png.toByteArray()));
    }

    /** 255 on red, 0 on white. */
    private static int redness(BufferedImage image, int x, int y) {
        Color colour = new Color(image.getRGB(x, y));
        return colour.getRed() - colour.getGreen();
    }

    private static List<Integer> size(BufferedImage image) {
        return List.of(image.getWidth(), image.getHeight());
    }
}
