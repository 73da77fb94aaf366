package io.understudy.datasets.images.decoding;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.resizers.configurations.Antialiasing;

final class PictureEncoder {
    /** High enough that a second generation cannot be told from the first by eye; smaller than most originals. */
    private static final float DISPLAY_QUALITY = 0.95f;

    private static final float THUMBNAIL_QUALITY = 0.85f;

    private PictureEncoder() {}

    /** Photos stay JPEG; what was stored without loss stays so, because it may be what a trainer is given. */
    static PictureFormat displayFormat(Container source) {
        return source.lossless() ? PictureFormat.PNG : PictureFormat.JPEG;
    }

    static void writeDisplay(BufferedImage picture, PictureFormat format, Path file) throws IOException {
        try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            write(picture, format, DISPLAY_QUALITY, out);
        }
    }

    /** Shrinks so that the shorter side fills a square tile; panoramas are bounded by their longer side. */
    static byte[] thumbnail(BufferedImage picture, int side) throws IOException {
        int width = picture.getWidth();
        int height = picture.getHeight();
        double fillsTile = (double) side / Math.min(width, height);
        double bounded = 2.0 * side / Math.max(width, height);
        double scale = Math.min(1, Math.min(fillsTile, bounded));
        BufferedImage small = Thumbnails.of(picture)
                .size(Math.max(1, (int) Math.round(width * scale)), Math.max(1, (int) Math.round(height * scale)))
                .keepAspectRatio(false)
                .imageType(BufferedImage.TYPE_INT_RGB)
                .antialiasing(Antialiasing.ON)
                .asBufferedImage();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            write(small, PictureFormat.JPEG, THUMBNAIL_QUALITY, out);
        }
        return bytes.toByteArray();
    }

    private static void write(BufferedImage picture, PictureFormat format, float quality, ImageOutputStream out)
            throws IOException {
        ImageWriter writer =
                ImageIO.getImageWritersByMIMEType(format.mediaType()).next();
        try {
            ImageWriteParam how = writer.getDefaultWriteParam();
            if (format == PictureFormat.JPEG) {
                how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                how.setCompressionQuality(quality);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        } finally {
            writer.dispose();
        }
    }
}
