package io.understudy.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** @param size in bytes */
public record Spooled(Path path, BlobHash hash, long size) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spooled.class);

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("The spool file {} could not be removed now; the sweeper will try again", path, e);
        }
    }
}
