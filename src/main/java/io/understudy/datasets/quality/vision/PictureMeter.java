package io.understudy.datasets.quality.vision;

import io.understudy.datasets.quality.vision.networks.Networks;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** The chain of all measures over one picture, about a quarter of a second. One picture at a time. */
public final class PictureMeter {
    /** Grows whenever a measure changes its meaning: what an older method measured is measured again. */
    public static final int METHOD = 3;

    /** Larger pictures are thinned out while they are decoded, so that memory is bounded. */
    private static final int LARGEST_SIDE = 4096;

    private static final int EXPOSURE_SIDE = 256;

    private final @Nullable NetworkReader faces;
    private final @Nullable WritingDetector writing;

    PictureMeter(@Nullable NetworkReader faces, @Nullable WritingDetector writing) {
        this.faces = faces;
        this.writing = writing;
    }

    public static PictureMeter withoutFaces() {
        return new PictureMeter(null, null);
    }

    public static PictureMeter with(Networks networks) {
        return new PictureMeter(new NetworkReader(networks), new WritingDetector(networks.writing()));
    }

    public boolean readsFaces() {
        return faces != null;
    }

    /**
     * Measures a display picture: upright, sRGB.
     *
     * @param in a JPEG or PNG; is read, not closed
     * @param identity whether a face embedding is computed
     * @throws IOException when it cannot be decoded
     */
    public PictureReading measure(InputStream in, boolean identity) throws IOException {
        try (ImageInputStream source = new MemoryCacheImageInputStream(new ByteArrayInputStream(in.readAllBytes()))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(source);
            if (!readers.hasNext()) {
                throw new IOException("No decoder reads this picture");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(source, true, true);
                int step = Math.ceilDiv(Math.max(reader.getWidth(0), reader.getHeight(0)), LARGEST_SIDE);
                ImageReadParam how = reader.getDefaultReadParam();
                how.setSourceSubsampling(step, step, 0, 0);
                BufferedImage picture = reader.read(0, how);
                return measure(Pixels.of(picture), step == 1, identity);
            } finally {
                reader.dispose();
            }
        }
    }

    PictureReading measure(Pixels picture, boolean fullSize, boolean identity) {
        PerceptualHash hash = PerceptualHash.of(picture);
        NetworkReader.Reading people = faces == null
                ? new NetworkReader.Reading(List.of(), null, null, null, null)
                : faces.read(picture, identity);
        Sharpness sharpness;
        Exposure exposure;
        if (people.faces().isEmpty()) {
            sharpness = Sharpness.ofPicture(picture);
            exposure = exposure(picture, new FaceBox(0, 0, 1, 1));
        } else {
            FaceBox box = people.faces().getFirst().box();
            sharpness = Sharpness.ofFace(picture, box, fullSize);
            exposure = exposure(picture, box);
        }
        return new PictureReading(
                hash,
                sharpness,
                exposure,
                faces != null,
                people.faces(),
                people.shot(),
                people.body(),
                people.light(),
                writing == null ? null : writing.find(picture),
                people.embedding());
    }

    private static Exposure exposure(Pixels picture, FaceBox part) {
        return Exposure.of(picture.cut(
                Affine.rectangle(
                        part.x() * picture.width(),
                        part.y() * picture.height(),
                        part.width() * picture.width(),
                        part.height() * picture.height(),
                        EXPOSURE_SIDE,
                        EXPOSURE_SIDE),
                EXPOSURE_SIDE,
                EXPOSURE_SIDE));
    }
}
