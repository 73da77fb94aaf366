package io.understudy.mini.training;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * A picture to learn from; any size, cut to a square and scaled to the model's side.
 *
 * @param image   upright, any size
 * @param caption used as it is
 * @param face    box of the face in pixels, onto which the square is moved; null for the middle of the picture
 */
public record TrainingPicture(
        BufferedImage image, String caption, @Nullable Rectangle face) {
    public TrainingPicture(BufferedImage image, String caption) {
        this(image, caption, null);
    }
}
