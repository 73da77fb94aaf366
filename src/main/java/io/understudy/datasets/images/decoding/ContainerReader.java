package io.understudy.datasets.images.decoding;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Walks through a picture file from its first to its last byte without decoding: recognises the format by content and
 * finds what decoders tolerate but a dataset should not, such as a missing end.
 */
final class ContainerReader {
    private ContainerReader() {}

    static Container read(Path file) throws IOException, UnreadablePicture {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            long size = channel.size();
            if (size == 0) {
                throw new UnreadablePicture("it is empty");
            }
            if (size > Integer.MAX_VALUE) {
                throw new UnreadablePicture("it has more than 2 GB");
            }
            // Mapped, so that a walk over 50 MB neither allocates nor copies.
            ByteBuffer bytes =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena).asByteBuffer();
            return read(bytes);
        }
    }

    static Container read(ByteBuffer bytes) throws UnreadablePicture {
        try {
            if (JpegContainer.recognises(bytes)) {
                return JpegContainer.read(bytes);
            }
            if (PngContainer.recognises(bytes)) {
                return PngContainer.read(bytes);
            }
            if (WebpContainer.recognises(bytes)) {
                return WebpContainer.read(bytes);
            }
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UnreadablePicture("the file is cut off: it ends in the middle of the picture", e);
        }
        throw ForeignFormat.refusal(bytes);
    }
}
