package io.understudy.storage;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Sha256;
import io.understudy.platform.data.PrivateFolder;
import io.understudy.storage.scan.VirusScanner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The folder for what is too large for the memory, on its way in or out; what a killed process leaves is swept. */
@Component
public class SpoolDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolDirectory.class);
    private static final String SUFFIX = ".spool";
    private static final long MEGABYTE = 1_000_000;
    private static final int BUFFER = 64 * 1024;

    private final Path folder;
    private final VirusScanner scanner;

    SpoolDirectory(StorageProperties properties, VirusScanner scanner) {
        this.scanner = scanner;
        try {
            folder = PrivateFolder.create(properties.spoolDirectory());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The folder " + properties.spoolDirectory() + " for arriving files cannot be used: make it"
                            + " writable, or set understudy.storage.spool-directory to another.",
                    e);
        }
    }

    /** An empty file, whose name says nothing of what will be in it; the caller deletes it. */
    public Path temporary() throws IOException {
        return Files.createTempFile(folder, "own-", SUFFIX);
    }

    Spooled spool(InputStream in, long limitBytes) {
        Path file = null;
        boolean kept = false;
        try {
            file = Files.createTempFile(folder, "in-", SUFFIX);
            Spooled spooled = copy(in, file, limitBytes);
            scanner.requireClean(file);
            kept = true;
            return spooled;
        } catch (IOException e) {
            throw new UncheckedIOException("The bytes could not be received: " + e.getMessage(), e);
        } finally {
            if (file != null && !kept) {
                delete(file);
            }
        }
    }

    private static Spooled copy(InputStream in, Path file, long limitBytes) throws IOException {
        MessageDigest digest = Sha256.begin();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > limitBytes) {
                    throw new DomainException.RuleViolation("This file is larger than " + inWords(limitBytes)
                            + ", the limit here. Upload a smaller one.");
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        return new Spooled(file, BlobHash.fromDigest(digest.digest()), size);
    }

    private static String inWords(long bytes) {
        return bytes >= MEGABYTE ? bytes / MEGABYTE + " MB" : bytes + " bytes";
    }

    int removeOlderThan(Instant time) {
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                if (lastModified(file).isBefore(time) && delete(file)) {
                    removed++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The spool folder " + folder + " cannot be read", e);
        }
        return removed;
    }

    private static Instant lastModified(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (NoSuchFileException e) {
            // Its upload ended between the listing and this query.
            return Instant.MAX;
        }
    }

    private static boolean delete(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("The spool file {} could not be removed", file, e);
            return false;
        }
    }
}
