package io.understudy.datasets.intake;

import io.understudy.datasets.images.IntakeLimits;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Measures the list of entries at the end of a zip before a library reads it, whole, into memory. */
final class CentralDirectory {
    private static final int END_OF_DIRECTORY = 0x06054b50;
    private static final int END_OF_DIRECTORY_SIZE = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final int ZIP64_LOCATOR = 0x07064b50;
    private static final int ZIP64_LOCATOR_SIZE = 20;
    /** For each entry its name and attributes, generously. */
    private static final long LARGEST = IntakeLimits.ENTRIES * 1_024L;

    private CentralDirectory() {}

    /**
     * Refuses what is no zip at all and what lists more entries than anyone needs.
     *
     * @throws RejectedZipException with the reason
     */
    static void requireModest(Path zip) throws IOException {
        try (FileChannel channel = FileChannel.open(zip, StandardOpenOption.READ)) {
            long size = channel.size();
            int tailSize = (int) Math.min(size, END_OF_DIRECTORY_SIZE + LONGEST_COMMENT);
            ByteBuffer tail = read(channel, size - tailSize, tailSize);
            for (int at = tailSize - END_OF_DIRECTORY_SIZE; at >= 0; at--) {
                if (tail.getInt(at) == END_OF_DIRECTORY) {
                    long end = size - tailSize + at;
                    long start = tail.getInt(at + 16) & 0xFFFFFFFFL;
                    requireModest(end - (start == 0xFFFFFFFFL ? zip64Start(channel, end) : start));
                    return;
                }
            }
        } catch (EOFException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new RejectedZipException("the zip is damaged: its list of entries cannot be read", e);
        }
        throw new RejectedZipException("the zip is cut off: its end is missing; pack or upload it again");
    }

    private static void requireModest(long bytes) throws RejectedZipException {
        if (bytes < 0) {
            throw new RejectedZipException("the zip is damaged: its list of entries cannot be read");
        }
        if (bytes > LARGEST) {
            throw new RejectedZipException("it lists far more than " + IntakeLimits.ENTRIES + " entries: split it");
        }
    }

    private static long zip64Start(FileChannel channel, long end) throws IOException {
        ByteBuffer locator = read(channel, end - ZIP64_LOCATOR_SIZE, ZIP64_LOCATOR_SIZE);
        if (locator.getInt(0) != ZIP64_LOCATOR) {
            throw new RejectedZipException("the zip is damaged: its list of entries cannot be read");
        }
        return read(channel, locator.getLong(8) + 48, Long.BYTES).getLong(0);
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes.flip();
    }
}
