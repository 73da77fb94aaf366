package io.understudy.platform.core;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that are opened when they are needed; the caller that opens the stream closes it. */
@FunctionalInterface
public interface ByteSource {
    InputStream open() throws IOException;
}
