package io.understudy.datasets.images.decoding;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The chunks of a PNG file (W3C PNG, section 5); their checksums are verified, which Java's decoder does not do. */
final class PngContainer {
    private static final long SIGNATURE = 0x89504E470D0A1A0AL;
    private static final int LARGEST_EXIF = 1 << 20;
    private static final int BITS_AT = 24;

    private PngContainer() {}

    static boolean recognises(ByteBuffer bytes) {
        return bytes.limit() > 8 && bytes.getLong(0) == SIGNATURE;
    }

    static Container read(ByteBuffer bytes) throws UnreadablePicture {
        bytes.position(8);
        long width = 0;
        long height = 0;
        int bits = 0;
        byte @Nullable [] exif = null;
        boolean first = true;
        while (true) {
            int length = bytes.getInt();
            String type = type(bytes);
            ByteBuffer content = bytes.slice(bytes.position(), length);
            bytes.position(Math.addExact(bytes.position(), length));
            verify(type, content, bytes.getInt());
            if (first != type.equals("IHDR")) {
                throw new UnreadablePicture("the PNG is damaged: it has no header, or a second one");
            }
            first = false;
            switch (type) {
                case "IHDR" -> {
                    width = content.getInt() & 0xFFFFFFFFL;
                    height = content.getInt() & 0xFFFFFFFFL;
                    bits = content.get();
                }
                case "acTL" ->
                    throw new UnreadablePicture("it is an animated PNG", "save the one frame you want as a picture");
                case "eXIf" -> exif = length <= LARGEST_EXIF ? copyOf(content) : null;
                case "IEND" -> {
                    return new Container(PictureFormat.PNG, width, height, true, bits, 1, exif);
                }
                default -> {
                    // pixels and what does not matter here
                }
            }
        }
    }

    /** Bits of one colour channel, from the header, with which every sound PNG begins. */
    static int bits(InputStream png) throws IOException {
        png.skipNBytes(BITS_AT);
        return png.read();
    }

    private static String type(ByteBuffer bytes) {
        byte[] type = new byte[4];
        bytes.get(type);
        return new String(type, StandardCharsets.ISO_8859_1);
    }

    private static void verify(String type, ByteBuffer content, int expected) throws UnreadablePicture {
        CRC32 sum = new CRC32();
        sum.update(type.getBytes(StandardCharsets.ISO_8859_1));
        sum.update(content.duplicate());
        if ((int) sum.getValue() != expected) {
            throw new UnreadablePicture("the PNG is damaged: the checksum of one of its parts does not match");
        }
    }

    private static byte[] copyOf(ByteBuffer content) {
        byte[] copy = new byte[content.remaining()];
        content.get(copy);
        return copy;
    }
}
