package io.understudy.datasets.images.decoding;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

final class JpegContainer {
    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int PIECE = 16 * 1024;
    private static final int APP1 = 0xE1;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

    private JpegContainer() {}

    static boolean recognises(ByteBuffer bytes) {
        return bytes.limit() > 3
                && (bytes.get(0) & 0xFF) == 0xFF
                && (bytes.get(1) & 0xFF) == 0xD8
                && (bytes.get(2) & 0xFF) == 0xFF;
    }

    static Container read(ByteBuffer bytes) throws UnreadablePicture {
        bytes.position(2);
        int width = 0;
        int height = 0;
        boolean lossless = false;
        int scans = 0;
        byte @Nullable [] exif = null;
        int marker = nextMarker(bytes);
        while (marker != END_OF_IMAGE) {
            if (isStandalone(marker)) {
                marker = nextMarker(bytes);
                continue;
            }
            int start = bytes.position();
            int length = bytes.getShort() & 0xFFFF;
            int end = Math.addExact(start, length);
            if (isFrame(marker)) {
                int precision = bytes.get() & 0xFF;
                // Of several frames the decoder takes the first one, and of the claims here the largest counts.
                height = Math.max(height, bytes.getShort() & 0xFFFF);
                width = Math.max(width, bytes.getShort() & 0xFFFF);
                lossless = marker == 0xC3;
                if (precision != 8) {
                    throw new UnreadablePicture(
                            "it is a JPEG with " + precision + " bits a channel", "save it with 8 bits");
                }
            } else if (marker == APP1 && exif == null) {
                exif = exifIn(bytes, length - 2);
            }
            bytes.position(end);
            if (marker == START_OF_SCAN) {
                scans++;
                skipEntropyCodedData(bytes);
            }
            marker = nextMarker(bytes);
        }
        if (scans == 0) {
            throw new UnreadablePicture("it is a JPEG without a picture in it");
        }
        return new Container(PictureFormat.JPEG, width, height, lossless, PictureFormat.USUAL_BITS, scans, exif);
    }

    private static int nextMarker(ByteBuffer bytes) throws UnreadablePicture {
        if ((bytes.get() & 0xFF) != 0xFF) {
            throw new UnreadablePicture("the JPEG is damaged: its segments do not follow each other");
        }
        int marker = bytes.get() & 0xFF;
        while (marker == 0xFF) {
            marker = bytes.get() & 0xFF;
        }
        return marker;
    }

    /** Within a scan, FF is followed by 00 or a restart marker; anything else ends the scan. */
    private static void skipEntropyCodedData(ByteBuffer bytes) {
        byte[] some = new byte[PIECE];
        int previous = 0;
        while (bytes.hasRemaining()) {
            int start = bytes.position();
            int length = Math.min(some.length, bytes.remaining());
            bytes.get(some, 0, length);
            for (int i = 0; i < length; i++) {
                int next = some[i] & 0xFF;
                if (previous == 0xFF && next != 0 && next != 0xFF && !(next >= 0xD0 && next <= 0xD7)) {
                    bytes.position(start + i - 1);
                    return;
                }
                previous = next;
            }
        }
        throw new BufferUnderflowException();
    }

    private static boolean isStandalone(int marker) {
        return marker == 0x01 || marker >= 0xD0 && marker <= 0xD8;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static byte @Nullable [] exifIn(ByteBuffer bytes, int length) {
        byte[] content = new byte[Math.max(0, Math.min(length, bytes.remaining()))];
        bytes.get(content);
        boolean isExif = content.length > EXIF.length && Arrays.equals(content, 0, EXIF.length, EXIF, 0, EXIF.length);
        return isExif ? Arrays.copyOfRange(content, EXIF.length, content.length) : null;
    }
}
