package io.understudy.platform.pictures;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;

/** Reads an XMP packet where PNG, JPEG and WebP have it, or puts one there and leaves every other byte as it is. */
final class XmpPacket {
    private static final byte[] PNG = HexFormat.of().parseHex("89504e470d0a1a0a");
    private static final int AROUND_CHUNK = 12;
    private static final byte[] PNG_KEYWORD = latin("XML:com.adobe.xmp\0");

    /** No compression, its method, no language, no translation. */
    private static final byte[] PNG_PLAIN = new byte[4];

    private static final byte[] JPEG = HexFormat.of().parseHex("ffd8");
    private static final byte[] JPEG_KEYWORD = latin("http://ns.adobe.com/xap/1.0/\0");
    private static final byte[] EXIF = latin("Exif\0");
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP11 = 0xeb;
    private static final int START_OF_SCAN = 0xda;
    private static final int LONGEST_SEGMENT = 0xffff;

    /** In bytes. No mark needs as many, and reading XML takes many times the memory. */
    private static final int LARGEST = 1 << 18;

    private static final int WEBP_HEADER = 12;
    private static final int WEBP_ALPHA = 0x10;
    private static final int WEBP_XMP = 0x04;

    private XmpPacket() {}

    /** Nothing is unpacked for it: a few bytes of a stranger's file can become gigabytes. */
    static Optional<byte[]> in(byte[] picture) {
        try {
            if (isAt(picture, 0, PNG)) {
                return inPng(picture);
            }
            if (isAt(picture, 0, JPEG)) {
                return inJpeg(picture);
            }
            if (isWebp(picture)) {
                return inWebp(picture);
            }
        } catch (IndexOutOfBoundsException | ArithmeticException | IllegalArgumentException damaged) {
            // Then there is none.
        }
        return Optional.empty();
    }

    private static Optional<byte[]> inPng(byte[] picture) {
        ByteBuffer in = ByteBuffer.wrap(picture);
        for (int at = PNG.length; at < picture.length; ) {
            int next = behind(picture, at, in.getInt(at), AROUND_CHUNK);
            int begin = at + 8 + PNG_KEYWORD.length;
            if (isPngPacket(picture, at) && isAt(picture, begin, PNG_PLAIN)) {
                return part(picture, begin + PNG_PLAIN.length, next - 4);
            }
            at = next;
        }
        return Optional.empty();
    }

    private static Optional<byte[]> inJpeg(byte[] picture) {
        ByteBuffer in = ByteBuffer.wrap(picture);
        int at = JPEG.length;
        int marker = in.getShort(at) & 0xff;
        while (marker != START_OF_SCAN) {
            int next = at + 2 + (in.getShort(at + 2) & 0xffff);
            if (marker == APP1 && isAt(picture, at + 4, JPEG_KEYWORD)) {
                return part(picture, at + 4 + JPEG_KEYWORD.length, next);
            }
            at = next;
            marker = in.getShort(at) & 0xff;
        }
        return Optional.empty();
    }

    private static Optional<byte[]> inWebp(byte[] picture) {
        ByteBuffer in = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = WEBP_HEADER; at < picture.length; ) {
            int length = in.getInt(at + 4);
            int next = behind(picture, at, length, 8 + (length & 1));
            if (isAt(picture, at, latin("XMP "))) {
                return part(picture, at + 8, at + 8 + length);
            }
            at = next;
        }
        return Optional.empty();
    }

    private static Optional<byte[]> part(byte[] picture, int from, int to) {
        Objects.checkFromToIndex(from, to, picture.length);
        return to - from > LARGEST ? Optional.empty() : Optional.of(Arrays.copyOfRange(picture, from, to));
    }

    /** @return the same array when it cannot be done */
    static byte[] inserted(byte[] picture, byte[] packet) {
        try {
            if (isAt(picture, 0, PNG)) {
                return png(picture, packet);
            }
            if (isAt(picture, 0, JPEG)) {
                return jpeg(picture, packet);
            }
            if (isWebp(picture)) {
                return webp(picture, packet);
            }
        } catch (IndexOutOfBoundsException | ArithmeticException | IllegalArgumentException damaged) {
            // It is kept as it is.
        }
        return picture;
    }

    /** Chunks: length, type, data, check sum. */
    private static byte[] png(byte[] picture, byte[] packet) {
        ByteBuffer in = ByteBuffer.wrap(picture);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(picture, 0, PNG.length);
        boolean first = true;
        for (int at = PNG.length; at < picture.length; ) {
            int next = behind(picture, at, in.getInt(at), AROUND_CHUNK);
            if (isAt(picture, at + 4, latin("caBX"))) {
                return picture;
            }
            if (!isPngPacket(picture, at)) {
                out.write(picture, at, next - at);
            }
            if (first) {
                out.writeBytes(pngChunk(packet));
                first = false;
            }
            at = next;
        }
        return out.toByteArray();
    }

    private static boolean isPngPacket(byte[] picture, int at) {
        return isAt(picture, at + 4, latin("iTXt")) && isAt(picture, at + 8, PNG_KEYWORD);
    }

    private static byte[] pngChunk(byte[] packet) {
        int length = PNG_KEYWORD.length + PNG_PLAIN.length + packet.length;
        ByteBuffer chunk = ByteBuffer.allocate(length + AROUND_CHUNK)
                .putInt(length)
                .put(latin("iTXt"))
                .put(PNG_KEYWORD)
                .put(PNG_PLAIN)
                .put(packet);
        CRC32 crc = new CRC32();
        crc.update(chunk.array(), 4, length + 4);
        return chunk.putInt((int) crc.getValue()).array();
    }

    /** Segments: FF, marker, length of what follows; then the compressed picture to the end. */
    private static byte[] jpeg(byte[] picture, byte[] packet) {
        int length = 2 + JPEG_KEYWORD.length + packet.length;
        if (length > LONGEST_SEGMENT) {
            return picture;
        }
        ByteBuffer in = ByteBuffer.wrap(picture);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(JPEG);
        byte[] segment = ByteBuffer.allocate(length + 2)
                .putShort((short) (0xff00 | APP1))
                .putShort((short) length)
                .put(JPEG_KEYWORD)
                .put(packet)
                .array();
        boolean written = false;
        int at = JPEG.length;
        while (true) {
            int marker = in.getShort(at) & 0xffff;
            if (marker >> 8 != 0xff || (marker & 0xff) == APP11) {
                return picture;
            }
            marker &= 0xff;
            boolean leads = marker == APP0 || marker == APP1 && isAt(picture, at + 4, EXIF);
            if (!written && !leads) {
                out.writeBytes(segment);
                written = true;
            }
            if (marker == START_OF_SCAN) {
                out.write(picture, at, picture.length - at);
                return out.toByteArray();
            }
            int next = at + 2 + (in.getShort(at + 2) & 0xffff);
            if (marker != APP1 || !isAt(picture, at + 4, JPEG_KEYWORD)) {
                out.write(picture, at, next - at);
            }
            at = next;
        }
    }

    /** Chunks: type, length, data, filled to an even length. Only an extended file has XMP, behind the picture. */
    private static byte[] webp(byte[] picture, byte[] packet) {
        ByteBuffer in = ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!isAt(picture, WEBP_HEADER, latin("VP8X"))) {
            out.writeBytes(webpExtension(picture, in));
        }
        if (in.getInt(4) != picture.length - 8) {
            return picture;
        }
        for (int at = WEBP_HEADER; at < picture.length; ) {
            int length = in.getInt(at + 4);
            int next = behind(picture, at, length, 8 + (length & 1));
            if (isAt(picture, at, latin("C2PA"))) {
                return picture;
            }
            if (!isAt(picture, at, latin("XMP "))) {
                out.write(picture, at, next - at);
            }
            at = next;
        }
        out.writeBytes(webpChunk("XMP ", packet));
        byte[] chunks = out.toByteArray();
        chunks[8] |= WEBP_XMP;
        return little(WEBP_HEADER + chunks.length)
                .put(latin("RIFF"))
                .putInt(4 + chunks.length)
                .put(latin("WEBP"))
                .put(chunks)
                .array();
    }

    private static boolean isWebp(byte[] picture) {
        return isAt(picture, 0, latin("RIFF")) && isAt(picture, 8, latin("WEBP"));
    }

    private static byte[] webpChunk(String type, byte[] data) {
        return little(8 + data.length + (data.length & 1))
                .put(latin(type))
                .putInt(data.length)
                .put(data)
                .array();
    }

    /** The chunk that a simple file lacks: what there is in it, and its size, which the picture itself has. */
    private static byte[] webpExtension(byte[] picture, ByteBuffer in) {
        int data = WEBP_HEADER + 8;
        int width;
        int height;
        int flags = 0;
        if (isAt(picture, WEBP_HEADER, latin("VP8L"))) {
            int bits = in.getInt(data + 1);
            width = bits & 0x3fff;
            height = bits >> 14 & 0x3fff;
            flags = (bits >> 28 & 1) * WEBP_ALPHA;
        } else if (isAt(picture, WEBP_HEADER, latin("VP8 "))) {
            width = (in.getShort(data + 6) & 0x3fff) - 1;
            height = (in.getShort(data + 8) & 0x3fff) - 1;
        } else {
            throw new IllegalArgumentException("This is no picture.");
        }
        ByteBuffer extension = little(10).putInt(flags);
        for (int side : new int[] {width, height}) {
            extension.putShort((short) side).put((byte) (side >> 16));
        }
        return webpChunk("VP8X", extension.array());
    }

    /** Where the next chunk begins. */
    private static int behind(byte[] picture, int at, int length, int around) {
        return Objects.checkIndex(Math.toIntExact(at + Integer.toUnsignedLong(length) + around), picture.length + 1);
    }

    private static boolean isAt(byte[] bytes, int at, byte[] expected) {
        return at + expected.length <= bytes.length
                && Arrays.equals(bytes, at, at + expected.length, expected, 0, expected.length);
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
