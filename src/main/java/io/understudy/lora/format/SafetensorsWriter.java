package io.understudy.lora.format;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects tensors and metadata and writes them as one safetensors file. Metadata and tensors keep the order in which they
 * were added, so the same calls give the same bytes.
 */
public final class SafetensorsWriter {
    private static final int CHUNK = 8192;

    @SuppressWarnings("ArrayRecordComponent") // never compared as a value
    private record Entry(String name, TensorType type, int[] shape, long bytes, Content content) {}

    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<Entry> tensors = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    public SafetensorsWriter metadata(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    public SafetensorsWriter metadata(Map<String, String> entries) {
        metadata.putAll(entries);
        return this;
    }

    /**
     * Adds a tensor; the array is not copied and must not change before the file is written.
     *
     * @param type   F16, BF16 or F32; values are rounded to nearest even
     * @param shape  row-major dimensions, none for a scalar
     * @throws IllegalArgumentException if the type cannot be written, the shape does not fit or the name is taken
     */
    public SafetensorsWriter tensor(String name, TensorType type, float[] values, int... shape) {
        if (type != TensorType.F16 && type != TensorType.BF16 && type != TensorType.F32) {
            throw new IllegalArgumentException("Type %s cannot be written; use F16, BF16 or F32.".formatted(type));
        }
        requireFit(name, values.length, shape);
        return add(name, type, shape, (long) values.length * type.bytes(), out -> write(type, values, out));
    }

    /**
     * Adds a tensor of any type as its stored bytes; the array is not copied and must not change before the file is written.
     *
     * @param bytes elements in row-major order, little-endian
     * @param shape row-major dimensions, none for a scalar
     * @throws IllegalArgumentException if the bytes are no whole elements, the shape does not fit or the name is taken
     */
    public SafetensorsWriter tensor(String name, TensorType type, byte[] bytes, int... shape) {
        if (bytes.length % type.bytes() != 0) {
            throw new IllegalArgumentException("Tensor \"%s\" has %d bytes, which are no whole elements of %s."
                    .formatted(name, bytes.length, type));
        }
        requireFit(name, bytes.length / type.bytes(), shape);
        return add(name, type, shape, bytes.length, out -> out.write(bytes));
    }

    private static void requireFit(String name, int values, int... shape) {
        long elements = 1;
        for (int dimension : shape) {
            elements = Math.multiplyExact(elements, dimension);
        }
        if (elements != values) {
            throw new IllegalArgumentException("Tensor \"%s\" has %d values, but shape %s asks for %d."
                    .formatted(name, values, Arrays.toString(shape), elements));
        }
    }

    private SafetensorsWriter add(String name, TensorType type, int[] shape, long bytes, Content content) {
        if (name.equals(SafetensorsHeader.METADATA) || !names.add(name)) {
            throw new IllegalArgumentException("The tensor name \"%s\" is taken.".formatted(name));
        }
        tensors.add(new Entry(name, type, shape.clone(), bytes, content));
        return this;
    }

    public void writeTo(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            writeTo(out);
        }
    }

    public byte[] toBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writeTo(out);
        } catch (IOException impossible) {
            throw new IllegalStateException("Writing to memory failed.", impossible);
        }
        return out.toByteArray();
    }

    /** Writes the file; the stream is left open. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(HeaderText.bytes(metadata, places()));
        for (Entry tensor : tensors) {
            tensor.content().writeTo(out);
        }
        out.flush();
    }

    private List<TensorInfo> places() {
        List<TensorInfo> places = new ArrayList<>();
        long offset = 0;
        for (Entry tensor : tensors) {
            List<Long> shape =
                    Arrays.stream(tensor.shape()).asLongStream().boxed().toList();
            places.add(new TensorInfo(tensor.name(), tensor.type(), shape, offset, offset + tensor.bytes()));
            offset += tensor.bytes();
        }
        return places;
    }

    private static void write(TensorType type, float[] values, OutputStream out) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int start = 0; start < values.length; start += CHUNK) {
            int end = Math.min(values.length, start + CHUNK);
            chunk.clear();
            for (int i = start; i < end; i++) {
                switch (type) {
                    case F32 -> chunk.putFloat(values[i]);
                    case F16 -> chunk.putShort(Float.floatToFloat16(values[i]));
                    default -> chunk.putShort(toBfloat16(values[i]));
                }
            }
            out.write(chunk.array(), 0, chunk.position());
        }
    }

    /** Upper half of the float's bits, rounded to nearest even; NaN stays NaN. */
    static short toBfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | 0x40);
        }
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }
}
