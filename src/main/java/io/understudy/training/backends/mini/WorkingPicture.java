package io.understudy.training.backends.mini;

import io.understudy.mini.training.TrainingPicture;
import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;
import net.coobird.thumbnailator.Thumbnails;
import org.jspecify.annotations.Nullable;

/** Makes pictures of a job small enough to keep all of them in memory, without losing what the network sees of them. */
final class WorkingPicture {
    /** More than the network sees, so that cutting to a square loses nothing; small enough to keep 50 in memory. */
    static final int EDGE = 256;

    private WorkingPicture() {}

    /**
     * Decodes a picture and scales it down, its face's box with it.
     *
     * @throws JobFailure when it is in no format that can be decoded
     */
    static TrainingPicture of(JobPicture picture) throws IOException {
        BufferedImage image = decoded(picture);
        double scale = Math.min(1, (double) EDGE / Math.min(image.getWidth(), image.getHeight()));
        BufferedImage small =
                scale >= 1 ? image : Thumbnails.of(image).scale(scale).asBufferedImage();
        Rectangle face = picture.face();
        if (face == null || !face.intersects(new Rectangle(image.getWidth(), image.getHeight()))) {
            return new TrainingPicture(small, picture.caption());
        }
        Rectangle scaledFace = new Rectangle(
                (int) Math.round(face.x * scale),
                (int) Math.round(face.y * scale),
                (int) Math.round(face.width * scale),
                (int) Math.round(face.height * scale));
        return new TrainingPicture(small, picture.caption(), scaledFace);
    }

    private static BufferedImage decoded(JobPicture picture) throws IOException {
        try (InputStream bytes = picture.bytes().open()) {
            @Nullable BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes.readAllBytes()));
            if (image == null) {
                throw new JobFailure(
                        "The picture " + picture.fileName() + " cannot be decoded.",
                        "Leave it out of the dataset or upload it again, then launch a new run.",
                        null);
            }
            return image;
        }
    }
}
