package io.understudy.datasets.images.decoding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A picture that was decoded wholly and re-encoded; closing removes the display file.
 *
 * @param format of the original
 * @param bits of one colour channel of the original; the display picture has {@link PictureFormat#USUAL_BITS}
 * @param width in pixels, upright
 * @param height in pixels, upright
 * @param display file of the full-size picture: upright, sRGB, nothing but pixels (no EXIF, no place, no trailing
 *     bytes)
 * @param displayType media type of the display picture
 * @param thumbnail a small JPEG whose shorter side has {@link PictureDecoder#THUMBNAIL_SIDE} pixels
 */
public record DecodedPicture(
        PictureFormat format, int bits, int width, int height, Path display, String displayType, byte[] thumbnail)
        implements AutoCloseable {
    public static final String THUMBNAIL_TYPE = PictureFormat.JPEG.mediaType();

    @Override
    public void close() {
        try {
            Files.deleteIfExists(display);
        } catch (IOException e) {
            throw new UncheckedIOException("The temporary picture " + display + " cannot be removed", e);
        }
    }
}
