package io.understudy.lora.format;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A large file as a stream. Its bytes are copied once, from where the system holds them, and not by way of a buffer of the
 * system. Only the thread that opened it reads and closes it.
 */
public final class MappedInput extends InputStream {
    /** Below this, the copy costs less than the mapping. */
    private static final long LARGE = 64_000_000;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment bytes;
    private long at;

    MappedInput(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
        } catch (IOException | RuntimeException unmappable) {
            arena.close();
            throw unmappable;
        }
    }

    /** A file of any size, as fast as it can be read: some file systems map nothing. */
    public static InputStream open(Path file) throws IOException {
        if (Files.size(file) >= LARGE) {
            try {
                return new MappedInput(file);
            } catch (IOException | UnsupportedOperationException notMapped) {
                // A file that cannot be read at all says so below.
            }
        }
        return Files.newInputStream(file);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = (int) Math.min(length, bytes.byteSize() - at);
        if (count <= 0) {
            return -1;
        }
        try {
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, into, from, count);
        } catch (InternalError lost) {
            // The system has no bytes behind these addresses any longer.
            throw new IOException("The file became shorter or its disk failed while it was read", lost);
        }
        at += count;
        return count;
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
