package io.understudy.datasets.images.decoding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The RIFF chunks of a WebP file (RFC 9649). */
final class WebpContainer {
    private static final int ANIMATION = 0x02;
    private static final int LARGEST_EXIF = 1 << 20;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private WebpContainer() {}

    static boolean recognises(ByteBuffer bytes) {
        return bytes.limit() > 12 && "RIFF".equals(text(bytes, 0)) && "WEBP".equals(text(bytes, 8));
    }

    static Container read(ByteBuffer file) throws UnreadablePicture {
        ByteBuffer bytes = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long end = (bytes.getInt(4) & 0xFFFFFFFFL) + 8;
        if (end > bytes.limit()) {
            throw new UnreadablePicture("the file is cut off: it ends in the middle of the picture");
        }
        bytes.position(12);
        long width = 0;
        long height = 0;
        boolean lossless = false;
        boolean picture = false;
        byte @Nullable [] exif = null;
        while (bytes.position() + 8 <= end) {
            String type = text(bytes, bytes.position());
            int length = bytes.getInt(bytes.position() + 4);
            int content = bytes.position() + 8;
            if (length < 0) {
                throw new UnreadablePicture("the WebP is damaged: one of its parts has no length");
            }
            switch (type) {
                case "VP8X" -> {
                    if ((bytes.get(content) & ANIMATION) != 0) {
                        throw new UnreadablePicture(
                                "it is an animated WebP", "save the one frame you want as a picture");
                    }
                    width = largest(width, 1 + threeBytes(bytes, content + 4));
                    height = largest(height, 1 + threeBytes(bytes, content + 7));
                }
                case "VP8 " -> {
                    picture = true;
                    width = largest(width, bytes.getShort(content + 6) & 0x3FFF);
                    height = largest(height, bytes.getShort(content + 8) & 0x3FFF);
                }
                case "VP8L" -> {
                    picture = true;
                    int packed = bytes.getInt(content + 1);
                    width = largest(width, 1 + (packed & 0x3FFF));
                    height = largest(height, 1 + (packed >> 14 & 0x3FFF));
                    lossless = true;
                }
                case "EXIF" -> exif = length <= LARGEST_EXIF ? exif(bytes, content, length) : null;
                default -> {
                    // colour profiles and the like
                }
            }
            bytes.position((int) Math.min(end, (long) content + length + (length & 1)));
        }
        // One behind the declared end has a size that was not seen here.
        if (!picture) {
            throw new UnreadablePicture("the WebP is damaged: there is no picture in it");
        }
        return new Container(PictureFormat.WEBP, width, height, lossless, PictureFormat.USUAL_BITS, 1, exif);
    }

    /** The canvas and the picture in it may disagree; the larger one is what could be allocated. */
    private static long largest(long one, long other) {
        return Math.max(one, other);
    }

    private static int threeBytes(ByteBuffer bytes, int at) {
        return bytes.getInt(at - 1) >>> 8;
    }

    private static byte[] exif(ByteBuffer bytes, int at, int length) {
        byte[] content = new byte[length];
        bytes.get(at, content);
        boolean prefixed = length > EXIF.length && Arrays.equals(content, 0, EXIF.length, EXIF, 0, EXIF.length);
        return prefixed ? Arrays.copyOfRange(content, EXIF.length, length) : content;
    }

    private static String text(ByteBuffer bytes, int at) {
        byte[] text = new byte[4];
        bytes.get(at, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
