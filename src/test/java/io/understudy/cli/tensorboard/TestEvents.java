package io.understudy.cli.tensorboard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Event files as PyTorch's writer for TensorBoard makes them. */
public final class TestEvents {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    public TestEvents() {
        record(text(3, "brain.Event:2"));
    }

    public TestEvents scalar(double time, long step, String tag, float value) {
        byte[] number = little(5).put((byte) (2 << 3 | 5)).putFloat(value).array();
        byte[] summary = bytes(1, joined(text(1, tag), number));
        byte[] when = little(9).put((byte) (1 << 3 | 1)).putDouble(time).array();
        return record(joined(when, new byte[] {2 << 3}, varint(step), bytes(5, summary)));
    }

    public TestEvents record(byte[] event) {
        byte[] length = little(8).putLong(event.length).array();
        file.writeBytes(length);
        file.writeBytes(checksum(length));
        file.writeBytes(event);
        file.writeBytes(checksum(event));
        return this;
    }

    public byte[] toBytes() {
        return file.toByteArray();
    }

    public void writeTo(Path path) throws IOException {
        Files.write(path, toBytes());
    }

    static byte[] text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bytes(int field, byte[] content) {
        return joined(new byte[] {(byte) (field << 3 | 2)}, varint(content.length), content);
    }

    static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long left = value;
        while ((left & ~0x7fL) != 0) {
            out.write((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
        return out.toByteArray();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        long value = crc.getValue();
        long masked = ((value >>> 15 | value << 17) & 0xffffffffL) + 0xa282ead8L;
        return little(4).putInt((int) masked).array();
    }

    static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
