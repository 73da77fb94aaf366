package io.understudy.training.backend.miniature;

import io.understudy.miniature.TrainingPicture;
import io.understudy.training.backend.BackendJob.JobPicture;
import io.understudy.training.backend.BackendProblem;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import javax.imageio.ImageIO;
import net.coobird.thumbnailator.Thumbnails;
import org.jspecify.annotations.Nullable;

/** Makes pictures of a job small enough to keep all of them in memory, without losing what the network sees of them. */
final class WorkingPicture {
    /** More than the network sees, so that cutting to a square loses nothing; small enough to keep 50 in memory. */
    static final int EDGE = 256;

    /**
     * How many times the face's size is kept around it before scaling, so that a face far away keeps its pixels. The
     * square cut later takes less, wherever in the picture the face is.
     */
    private static final int AROUND_FACE = 4;

    private WorkingPicture() {}

    /**
     * Decodes a picture, cuts it where its face is known, and scales it down.
     *
     * @throws BackendProblem when it is in no format that can be decoded
     */
    static TrainingPicture of(JobPicture picture) throws IOException {
        BufferedImage image = decoded(picture);
        Rectangle whole = new Rectangle(image.getWidth(), image.getHeight());
        Rectangle face = picture.face();
        if (face == null || !face.intersects(whole)) {
            return new TrainingPicture(scaled(image, scale(image)), picture.caption());
        }
        Rectangle kept = around(face).intersection(whole);
        BufferedImage part = image.getSubimage(kept.x, kept.y, kept.width, kept.height);
        double scale = scale(part);
        Rectangle scaledFace = new Rectangle(
                (int) Math.round((face.x - kept.x) * scale),
                (int) Math.round((face.y - kept.y) * scale),
                (int) Math.round(face.width * scale),
                (int) Math.round(face.height * scale));
        return new TrainingPicture(scaled(part, scale), picture.caption(), scaledFace);
    }

    private static BufferedImage decoded(JobPicture picture) throws IOException {
        try (InputStream bytes = picture.bytes().open()) {
            @Nullable BufferedImage image = ImageIO.read(bytes);
            if (image == null) {
                throw new BackendProblem(
                        "The picture " + picture.fileName() + " cannot be decoded.",
                        "Leave it out of the dataset or upload it again, then launch a new run.",
                        null);
            }
            return image;
        }
    }

    private static Rectangle around(Rectangle face) {
        int side = AROUND_FACE * Math.max(face.width, face.height);
        return new Rectangle(
                (int) Math.round(face.getCenterX() - side / 2.0),
                (int) Math.round(face.getCenterY() - side / 2.0),
                side,
                side);
    }

    private static double scale(BufferedImage image) {
        return Math.min(1, (double) EDGE / Math.min(image.getWidth(), image.getHeight()));
    }

    /** A copy where it is a part of a larger picture, which would stay in memory otherwise. */
    private static BufferedImage scaled(BufferedImage image, double scale) throws IOException {
        boolean whole = image.getRaster().getParent() == null;
        return scale >= 1 && whole ? image : Thumbnails.of(image).scale(scale).asBufferedImage();
    }
}
