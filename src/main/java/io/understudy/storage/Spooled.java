package io.understudy.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public final class Spooled implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spooled.class);

    private final Path path;
    private final BlobHash hash;
    private final long size;

    Spooled(Path path, BlobHash hash, long size) {
        this.path = path;
        this.hash = hash;
        this.size = size;
    }

    public Path path() {
        return path;
    }

    public BlobHash hash() {
        return hash;
    }

    /** In bytes. */
    public long size() {
        return size;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("The spool file {} could not be removed now; the sweeper will try again", path, e);
        }
    }
}
