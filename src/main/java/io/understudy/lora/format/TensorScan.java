package io.understudy.lora.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Goes through a file once, from its first byte to its last, in constant memory. It needs no seeking, so a stream from the
 * network is as good as a file on disk, and a file of many gigabytes as good as a small one.
 */
public final class TensorScan {
    /** Most bytes of one call of {@link Visitor#data}: some of these fit in a processor's cache. */
    public static final int CHUNK = 1 << 18;

    private static final int FIELD = 8;

    public interface Visitor {
        /** @param bytes the length field and the header, which together precede the data */
        void header(SafetensorsHeader header, byte[] bytes) throws IOException;

        /**
         * Some elements of a tensor; large tensors come in several chunks, an empty one not at all.
         *
         * @param chunk whole elements, little-endian, backed from offset 0 by the array that {@link #buffer} gave
         */
        void data(TensorInfo tensor, ByteBuffer chunk) throws IOException;

        /**
         * The array of the next chunk, of {@link #CHUNK} bytes. A visitor that keeps chunks gives another array each time,
         * which saves a copy.
         *
         * @param last the array of the chunk before, or a fresh one
         */
        default byte[] buffer(byte[] last) {
            return last;
        }
    }

    private TensorScan() {}

    /**
     * Scans a stream to its end; does not close it.
     *
     * @param size of the whole file in bytes
     * @throws MalformedSafetensorsException if the bytes break the format or are fewer or more than {@code size}
     */
    public static void run(InputStream in, long size, Visitor visitor) throws IOException {
        byte[] front = front(in, size);
        SafetensorsHeader header = parse(front, size);
        visitor.header(header, front);
        scanData(in, header, front.length, size, visitor);
        if (in.read() >= 0) {
            throw new MalformedSafetensorsException("The file continues after its %d bytes.".formatted(size));
        }
    }

    /**
     * Reads and checks the header, so that a file that cannot be used is refused before the rest of it is waited for.
     *
     * @param size of the whole file in bytes
     * @return the whole file, from its first byte on
     * @throws MalformedSafetensorsException if the header breaks the format
     */
    public static InputStream checked(InputStream in, long size) throws IOException {
        byte[] front = front(in, size);
        parse(front, size);
        return new SequenceInputStream(new ByteArrayInputStream(front), in);
    }

    static byte[] front(InputStream in, long size) throws IOException {
        SafetensorsHeader.checkSize(size);
        byte[] field = exactly(in, FIELD, 0, size);
        long length = ByteBuffer.wrap(field).order(ByteOrder.LITTLE_ENDIAN).getLong();
        SafetensorsHeader.checkLength(length, size);
        byte[] json = exactly(in, (int) length, FIELD, size);
        byte[] front = Arrays.copyOf(field, FIELD + json.length);
        System.arraycopy(json, 0, front, FIELD, json.length);
        return front;
    }

    static SafetensorsHeader parse(byte[] front, long size) throws MalformedSafetensorsException {
        return SafetensorsHeader.parse(Arrays.copyOfRange(front, FIELD, front.length), size - front.length);
    }

    private static void scanData(InputStream in, SafetensorsHeader header, long dataStart, long size, Visitor visitor)
            throws IOException {
        List<TensorInfo> byPlace = header.tensors().values().stream()
                .sorted(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end))
                .toList();
        byte[] chunk = new byte[CHUNK];
        for (TensorInfo tensor : byPlace) {
            long at = tensor.begin();
            while (at < tensor.end()) {
                int wanted = (int) Math.min(CHUNK, tensor.end() - at);
                chunk = visitor.buffer(chunk);
                if (in.readNBytes(chunk, 0, wanted) < wanted) {
                    throw cutOff(dataStart + at, size);
                }
                visitor.data(tensor, ByteBuffer.wrap(chunk, 0, wanted).order(ByteOrder.LITTLE_ENDIAN));
                at += wanted;
            }
        }
    }

    private static byte[] exactly(InputStream in, int length, long at, long size) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw cutOff(at + bytes.length, size);
        }
        return bytes;
    }

    private static MalformedSafetensorsException cutOff(long at, long size) {
        return new MalformedSafetensorsException(
                "The file breaks off near byte %d of %d: the copy or download did not finish.".formatted(at, size));
    }
}
