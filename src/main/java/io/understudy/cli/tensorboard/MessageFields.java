package io.understudy.cli.tensorboard;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Goes through the fields of one message of Protocol Buffers, without its description. */
final class MessageFields {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;
    private static final int LONGEST_VARINT = 10;

    private final ByteBuffer bytes;
    private long key;

    MessageFields(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** @return false at the end */
    boolean next() {
        if (!bytes.hasRemaining()) {
            return false;
        }
        key = varint();
        return true;
    }

    boolean isVarint(int number) {
        return is(number, VARINT);
    }

    boolean isDouble(int number) {
        return is(number, EIGHT_BYTES);
    }

    boolean isBytes(int number) {
        return is(number, BYTES);
    }

    boolean isFloat(int number) {
        return is(number, FOUR_BYTES);
    }

    private boolean is(int number, int type) {
        return key == ((long) number << 3 | type);
    }

    long varint() {
        long value = 0;
        for (int position = 0; position < LONGEST_VARINT; position++) {
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << (7 * position);
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number is longer than ten bytes");
    }

    double eightBytes() {
        return bytes.getDouble();
    }

    float fourBytes() {
        return bytes.getFloat();
    }

    MessageFields message() {
        return new MessageFields(part());
    }

    String text() {
        return StandardCharsets.UTF_8.decode(part()).toString();
    }

    private ByteBuffer part() {
        long length = varint();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer part = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return part;
    }

    void skip() {
        switch ((int) (key & 7)) {
            case VARINT -> varint();
            case EIGHT_BYTES -> bytes.getLong();
            case BYTES -> part();
            case FOUR_BYTES -> bytes.getInt();
            default -> throw new IllegalArgumentException("a field has an unknown type");
        }
    }
}
