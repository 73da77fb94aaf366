package io.understudy.characters;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Accepted file types of a consent, recognised by their first bytes. */
enum ConsentFileType {
    PDF("application/pdf", "%PDF-".getBytes(StandardCharsets.US_ASCII)),
    JPEG("image/jpeg", HexFormat.of().parseHex("ffd8ff")),
    PNG("image/png", HexFormat.of().parseHex("89504e470d0a1a0a"));

    private static final int LONGEST = 8;

    private final String mediaType;
    private final byte[] start;

    ConsentFileType(String mediaType, byte[] start) {
        this.mediaType = mediaType;
        this.start = start;
    }

    String mediaType() {
        return mediaType;
    }

    static boolean accepts(String mediaType) {
        return Arrays.stream(values()).anyMatch(type -> type.mediaType.equals(mediaType));
    }

    /** The kind of this file by its content; its name does not count. */
    static Optional<ConsentFileType> of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(LONGEST);
            return Arrays.stream(values())
                    .filter(type -> first.length >= type.start.length
                            && Arrays.equals(first, 0, type.start.length, type.start, 0, type.start.length))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("The uploaded file cannot be read", e);
        }
    }
}
