package io.understudy.versions.checklist.evidence;

import io.understudy.storage.BlobHash;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What supports a tick: a copy, which stays what it was.
 *
 * @param bytes the picture or file that was looked at, by its hash; null for what has words only
 * @param words what the picture is, the name of the file, or the fact itself
 * @param origin what it was copied from, when that lives on and may change; else null
 */
public record Evidence(
        Kind kind,
        @Nullable BlobHash bytes,
        String words,
        @Nullable Origin origin) {
    public enum Kind {
        SAMPLE("samples of the run", true, true),
        CELL("pictures of the test sheet", true, true),
        PICTURE("uploaded pictures", true, true),
        FILE("uploaded files", false, true),
        VERDICT("the passport's verdict", false, false),
        MEASURE("a measure", false, false),
        FACT("a written fact", false, false);

        private final String words;
        private final boolean picture;
        private final boolean bytes;

        Kind(String words, boolean picture, boolean bytes) {
            this.words = words;
            this.picture = picture;
            this.bytes = bytes;
        }

        /** Those that a person chooses; the others fill themselves where an item asks for them. */
        public static Set<Kind> chosenByPeople() {
            return EnumSet.complementOf(EnumSet.of(VERDICT, MEASURE));
        }

        public String words() {
            return words;
        }

        public boolean isPicture() {
            return picture;
        }
    }

    /**
     * The place that a piece was copied from.
     *
     * @param source name of an {@link EvidenceSource}
     * @param reference the place within it, the same for as long as it exists
     * @param fingerprint SHA-256 of how it stood at the tick, 64 hexadecimal digits
     */
    public record Origin(String source, String reference, String fingerprint) {}

    public Evidence {
        if (kind.bytes == (bytes == null)) {
            throw new IllegalArgumentException("Words only, or bytes: " + kind);
        }
    }

    public static Evidence sample(BlobHash picture, String words) {
        return new Evidence(Kind.SAMPLE, picture, words, null);
    }

    public static Evidence cell(BlobHash picture, String words, Origin origin) {
        return new Evidence(Kind.CELL, picture, words, origin);
    }

    public static Evidence picture(BlobHash picture, String words) {
        return new Evidence(Kind.PICTURE, picture, words, null);
    }

    public static Evidence file(BlobHash bytes, String name) {
        return new Evidence(Kind.FILE, bytes, name, null);
    }

    public static Evidence measure(String words, Origin origin) {
        return new Evidence(Kind.MEASURE, null, words, origin);
    }

    public static Evidence verdict(String words, Origin origin) {
        return new Evidence(Kind.VERDICT, null, words, origin);
    }

    public static Evidence fact(String words) {
        return new Evidence(Kind.FACT, null, words, null);
    }

    public Optional<BlobHash> pictureIfAny() {
        return kind.isPicture() ? Optional.ofNullable(bytes) : Optional.empty();
    }

    public Optional<BlobHash> bytesIfAny() {
        return Optional.ofNullable(bytes);
    }
}
