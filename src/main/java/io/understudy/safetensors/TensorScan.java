package io.understudy.safetensors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;

/**
 * Goes through a file once, from its first byte to its last, in constant memory. It needs no seeking, so a stream from the
 * network is as good as a file on disk, and a file of many gigabytes as good as a small one.
 */
public final class TensorScan {
    private static final int CHUNK = 1 << 18;

    /** Is told what the scan meets, in file order. */
    public interface Visitor {
        /** @param bytes the length field and the header, which together stand before the data */
        void header(SafetensorsHeader header, byte[] bytes) throws IOException;

        /**
         * Some elements of a tensor; large tensors come in several chunks, an empty one not at all.
         *
         * @param chunk whole elements, little-endian, backed by an array from offset 0; reused for the next chunk
         */
        void data(TensorInfo tensor, ByteBuffer chunk) throws IOException;
    }

    private TensorScan() {}

    /**
     * Scans a stream to its end; does not close it.
     *
     * @param size of the whole file in bytes
     * @throws MalformedSafetensorsException if the bytes break the format or are fewer or more than {@code size}
     */
    public static void run(InputStream in, long size, Visitor visitor) throws IOException {
        SafetensorsHeader.checkSize(size);
        byte[] field = exactly(in, 8, 0, size);
        long length = ByteBuffer.wrap(field).order(ByteOrder.LITTLE_ENDIAN).getLong();
        SafetensorsHeader.checkLength(length, size);
        byte[] json = exactly(in, (int) length, 8, size);
        SafetensorsHeader header = SafetensorsHeader.parse(json, size - 8 - length);
        byte[] front = new byte[8 + json.length];
        System.arraycopy(field, 0, front, 0, 8);
        System.arraycopy(json, 0, front, 8, json.length);
        visitor.header(header, front);
        scanData(in, header, front.length, size, visitor);
        if (in.read() >= 0) {
            throw new MalformedSafetensorsException("The file goes on after its %d bytes.".formatted(size));
        }
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
