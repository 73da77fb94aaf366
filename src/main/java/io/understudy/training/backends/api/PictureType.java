package io.understudy.training.backends.api;

import io.understudy.platform.jobs.JobFailure;
import io.understudy.training.backends.api.BackendJob.JobPicture;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** What a picture is, whatever its name says: a trainer that meets a foreign file fails after money was spent. */
public final class PictureType {
    private static final int HEADER = 1 << 20;

    private PictureType() {}

    public static InputStream open(JobPicture picture) throws IOException {
        return new BufferedInputStream(picture.bytes().open(), HEADER);
    }

    /**
     * @param bytes from {@link #open}, at their beginning, where they are left
     * @throws JobFailure naming the picture that is none
     */
    public static String extension(JobPicture picture, InputStream bytes) throws IOException {
        bytes.mark(HEADER);
        ImageInputStream look = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes.readNBytes(HEADER)));
        Iterator<ImageReader> readers = ImageIO.getImageReaders(look);
        if (!readers.hasNext()) {
            throw new JobFailure(
                    "The picture " + picture.fileName() + " cannot be decoded.",
                    "Leave it out of the dataset or upload it again, then launch a new run.",
                    null);
        }
        bytes.reset();
        String format = readers.next().getFormatName().toLowerCase(Locale.ROOT);
        return "jpeg".equals(format) ? "jpg" : format;
    }
}
