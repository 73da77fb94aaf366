package io.understudy.lora.format;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * An open safetensors file. The header is read and checked at once; tensors are read one by one on demand, so a file may be
 * far larger than the heap. Not safe for use by several threads at the same time.
 */
public final class SafetensorsFile implements AutoCloseable {
    private final SeekableByteChannel channel;
    private final SafetensorsHeader header;
    private final long dataStart;

    private SafetensorsFile(SeekableByteChannel channel, SafetensorsHeader header, long dataStart) {
        this.channel = channel;
        this.header = header;
        this.dataStart = dataStart;
    }

    public static SafetensorsFile open(Path file) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(file);
        try {
            return open(channel);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    public static SafetensorsFile of(byte[] bytes) throws IOException {
        return open(new ByteArrayChannel(bytes));
    }

    /**
     * Opens on a channel, which this file then owns and closes.
     *
     * @throws MalformedSafetensorsException if the header breaks the format
     */
    public static SafetensorsFile open(SeekableByteChannel channel) throws IOException {
        long size = channel.size();
        SafetensorsHeader.checkSize(size);
        long length = read(channel, 0, 8).getLong();
        SafetensorsHeader.checkLength(length, size);
        byte[] json = read(channel, 8, (int) length).array();
        return new SafetensorsFile(channel, SafetensorsHeader.parse(json, size - 8 - length), 8 + length);
    }

    public Map<String, String> metadata() {
        return header.metadata();
    }

    /** All tensors in header order. */
    public Collection<TensorInfo> tensors() {
        return header.tensors().values();
    }

    public Optional<TensorInfo> tensor(String name) {
        return Optional.ofNullable(header.tensors().get(name));
    }

    /**
     * Reads a tensor as 32-bit floats in row-major order; F16, BF16 and F32 are exact, F64 is rounded.
     *
     * @throws MalformedSafetensorsException if the tensor is missing or not of a floating type of 16 bits or more
     */
    public float[] floats(String name) throws IOException {
        TensorInfo info = required(name);
        if (info.elements() > Integer.MAX_VALUE - 8) {
            throw new MalformedSafetensorsException(
                    "Tensor \"%s\" with %d elements is too large for one array.".formatted(name, info.elements()));
        }
        ByteBuffer data = bytes(info);
        float[] values = new float[(int) info.elements()];
        switch (info.type()) {
            case F32 -> data.asFloatBuffer().get(values);
            case F16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.float16ToFloat(data.getShort());
                }
            }
            case BF16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.intBitsToFloat(data.getShort() << 16);
                }
            }
            case F64 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) data.getDouble();
                }
            }
            default ->
                throw new MalformedSafetensorsException(
                        "Tensor \"%s\" is of type %s, not a floating type that can be read."
                                .formatted(name, info.type()));
        }
        return values;
    }

    /** The stored bytes of a tensor, little-endian, at most 2 GiB. */
    public ByteBuffer bytes(String name) throws IOException {
        return bytes(required(name));
    }

    private ByteBuffer bytes(TensorInfo info) throws IOException {
        long length = info.end() - info.begin();
        if (length > Integer.MAX_VALUE - 8) {
            throw new MalformedSafetensorsException(
                    "Tensor \"%s\" with %d bytes is too large to be read at once.".formatted(info.name(), length));
        }
        return read(channel, dataStart + info.begin(), (int) length);
    }

    private TensorInfo required(String name) throws MalformedSafetensorsException {
        TensorInfo info = header.tensors().get(name);
        if (info == null) {
            throw new MalformedSafetensorsException("The file has no tensor \"%s\".".formatted(name));
        }
        return info;
    }

    private static ByteBuffer read(SeekableByteChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(position);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("The file ended at byte %d while %d were expected."
                        .formatted(position + buffer.position(), position + length));
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
