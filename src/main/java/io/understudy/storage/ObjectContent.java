package io.understudy.storage;

import java.nio.file.Path;

/** What is written into an object: always of a known size, so that nothing is buffered to determine it. */
public sealed interface ObjectContent {
    long size();

    record OfFile(Path path, long size) implements ObjectContent {}

    /** Bytes that are in memory anyway; compared by identity. */
    @SuppressWarnings("ArrayRecordComponent")
    record OfBytes(byte[] bytes) implements ObjectContent {
        @Override
        public long size() {
            return bytes.length;
        }
    }
}
