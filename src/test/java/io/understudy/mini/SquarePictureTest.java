package io.understudy.mini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class SquarePictureTest {
    @Test
    void theMiddleOfAPictureIsKept() {
        assertThat(SquarePicture.crop(300, 200, null)).isEqualTo(new Rectangle(50, 0, 200, 200));
        assertThat(SquarePicture.crop(200, 301, null)).isEqualTo(new Rectangle(0, 50, 200, 200));
    }

    @Test
    void theSquareMovesOntoAFaceAndStaysInsideThePicture() {
        assertThat(SquarePicture.crop(1000, 800, new Rectangle(300, 100, 90, 90)))
                .isEqualTo(new Rectangle(0, 0, 800, 800));
        assertThat(SquarePicture.crop(1000, 800, new Rectangle(460, 100, 90, 90)))
                .isEqualTo(new Rectangle(105, 0, 800, 800));
        assertThat(SquarePicture.crop(800, 1200, new Rectangle(350, 60, 100, 120)))
                .isEqualTo(new Rectangle(0, 0, 800, 800));
        assertThat(SquarePicture.crop(800, 1200, new Rectangle(350, 460, 100, 120)))
                .isEqualTo(new Rectangle(0, 200, 800, 800));
        assertThat(SquarePicture.crop(800, 1200, new Rectangle(350, 1000, 100, 120)))
                .isEqualTo(new Rectangle(0, 400, 800, 800));
    }

    @Test
    void downscalingAveragesTheArea() {
        BufferedImage stripes = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 96; x += 2) {
            for (int y = 0; y < 96; y++) {
                stripes.setRGB(x, y, 0xffffff);
            }
        }
        float[] planes = SquarePicture.toPlanes(stripes, null, 16);
        assertThat(planes).hasSize(3 * 256);
        for (float value : planes) {
            assertThat(value).isCloseTo(0, within(1e-5f));
        }
    }

    @Test
    void pixelsSurviveTheWayThereAndBack() {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, 0xff000000 | i << 16 | (255 - i) << 8 | i / 2);
        }
        BufferedImage back = SquarePicture.toImage(SquarePicture.toPlanes(image, null, 16), 16);
        for (int i = 0; i < 256; i++) {
            assertThat(back.getRGB(i % 16, i / 16)).isEqualTo(image.getRGB(i % 16, i / 16));
        }
    }

    @Test
    void aSmallPictureIsEnlargedAndTransparencyTurnsWhite() {
        BufferedImage image = new BufferedImage(3, 3, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.BLACK);
        graphics.fillRect(0, 0, 1, 3);
        graphics.dispose();
        float[] planes = SquarePicture.toPlanes(image, null, 16);
        assertThat(planes[0]).isCloseTo(-1, within(1e-5f));
        assertThat(planes[15]).isCloseTo(1, within(1e-5f));
    }
}
