package io.understudy.cli.tensorboard;

import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An event file of TensorBoard: records of TFRecord, each an {@code Event}. It may still be written; what is complete
 * is read once. Only scalars in {@code simple_value} are read, which is where PyTorch's writer puts them.
 */
final class EventFile {
    private static final int HEADER = 12;
    private static final int FOOTER = 4;
    private static final int LENGTH = 8;
    private static final long LARGEST = 32_000_000;
    private static final int MOST_AT_ONCE = 100_000;
    private static final int MOST_OF_AN_EVENT = 10_000;
    private static final int LONGEST_TAG = 200;
    private static final int CHECKSUM_MASK = 0xa282ead8;

    private final Path file;
    private long offset;

    EventFile(Path file) {
        this.file = file;
    }

    /**
     * What was added since the last call, or a part of it.
     *
     * @return empty at the end of what is complete
     * @throws IllegalArgumentException when it is no event file, or damaged
     */
    List<Scalar> more() throws IOException {
        List<Scalar> scalars = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            long size = channel.size();
            while (scalars.size() < MOST_AT_ONCE && size - offset >= HEADER) {
                long length = length(read(channel, offset, HEADER));
                if (size - offset - HEADER - FOOTER < length) {
                    return scalars;
                }
                ByteBuffer record = read(channel, offset + HEADER, (int) length + FOOTER);
                requireChecksum(record, (int) length);
                addEvent(record.slice(0, (int) length), scalars);
                offset += HEADER + length + FOOTER;
            }
        }
        return scalars;
    }

    private long length(ByteBuffer header) {
        requireChecksum(header, LENGTH);
        long length = header.getLong(0);
        if (length < 0 || length > LARGEST) {
            throw damaged("a record is longer than " + LARGEST + " bytes");
        }
        return length;
    }

    private static ByteBuffer read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("The file became shorter while it was read");
            }
        }
        return bytes.flip();
    }

    /** It follows what it is of, and is turned and shifted so that records within records do not pass by chance. */
    private void requireChecksum(ByteBuffer bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, length);
        int masked = Integer.rotateRight((int) crc.getValue(), 15) + CHECKSUM_MASK;
        if (masked != bytes.getInt(length)) {
            throw damaged("a checksum is wrong");
        }
    }

    private void addEvent(ByteBuffer record, List<Scalar> scalars) {
        try {
            double time = 0;
            long step = 0;
            List<Scalar> values = new ArrayList<>();
            MessageFields event = new MessageFields(record);
            while (event.next()) {
                if (event.isDouble(1)) {
                    time = event.eightBytes();
                } else if (event.isVarint(2)) {
                    step = event.varint();
                } else if (event.isBytes(5)) {
                    addValues(event.message(), values);
                } else {
                    event.skip();
                }
            }
            if (Double.isFinite(time)) {
                for (Scalar value : values) {
                    scalars.add(new Scalar(time, step, value.tag(), value.value()));
                }
            }
        } catch (BufferUnderflowException tooShort) {
            throw damaged("an event ends too early");
        } catch (IllegalArgumentException wrong) {
            throw damaged(String.valueOf(wrong.getMessage()));
        }
    }

    private static void addValues(MessageFields summary, List<Scalar> values) {
        while (summary.next()) {
            if (summary.isBytes(1)) {
                addValue(summary.message(), values);
            } else {
                summary.skip();
            }
        }
    }

    private static void addValue(MessageFields value, List<Scalar> values) {
        String tag = "";
        float number = Float.NaN;
        while (value.next()) {
            if (value.isBytes(1)) {
                tag = value.text();
            } else if (value.isFloat(2)) {
                number = value.fourBytes();
            } else {
                value.skip();
            }
        }
        if (values.size() == MOST_OF_AN_EVENT) {
            throw new IllegalArgumentException("an event has more than " + MOST_OF_AN_EVENT + " values");
        }
        if (Float.isFinite(number) && tag.length() <= LONGEST_TAG) {
            values.add(new Scalar(0, 0, tag, number));
        }
    }

    private IllegalArgumentException damaged(String why) {
        return new IllegalArgumentException(
                "%s is not an event file of TensorBoard, or damaged, at byte %d: %s.".formatted(file, offset, why));
    }
}
