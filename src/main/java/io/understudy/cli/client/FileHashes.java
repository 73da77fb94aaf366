package io.understudy.cli.client;

import io.understudy.bundle.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Hashes of files, which are read again only when they may have changed: when their size, their times, or the place
 * where the disk has them are others.
 */
public final class FileHashes {
    private final Map<Path, Hashed> known = new HashMap<>();
    private final Reading reading;

    private record Hashed(Map<String, Object> facts, String hash) {}

    @FunctionalInterface
    interface Reading {
        String hash(Path file) throws IOException;
    }

    public FileHashes() {
        this(Hashes::ofFile);
    }

    FileHashes(Reading reading) {
        this.reading = reading;
    }

    String of(Path file) throws IOException {
        Map<String, Object> facts = facts(file);
        Hashed before = known.get(file);
        if (before != null && before.facts().equals(facts)) {
            return before.hash();
        }
        String hash = reading.hash(file);
        if (facts(file).equals(facts)) {
            known.put(file, new Hashed(facts, hash));
        }
        return hash;
    }

    /** The time of the last change is set by the system alone, where it has one. */
    private static Map<String, Object> facts(Path file) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        return Files.readAttributes(
                file,
                unix ? "unix:size,lastModifiedTime,ctime,ino" : "size,lastModifiedTime,creationTime",
                LinkOption.NOFOLLOW_LINKS);
    }
}
