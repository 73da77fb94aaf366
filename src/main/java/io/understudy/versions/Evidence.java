package io.understudy.versions;

import io.understudy.storage.BlobHash;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a tick: a copy, which stays what it was.
 *
 * @param picture the bytes that were looked at, by their hash; null for what has words only
 * @param words what the picture is, or the fact itself
 * @param origin what it was copied from, when that lives on and may change; else null
 */
public record Evidence(
        Kind kind,
        @Nullable BlobHash picture,
        String words,
        @Nullable Origin origin) {
    /** Where it comes from. */
    public enum Kind {
        /** A sample that the training run drew. */
        SAMPLE("samples of the run", true),
        /** A picture of a test sheet. */
        CELL("pictures of the test sheet", true),
        /** A picture that a person made with the LoRA and uploaded. */
        PICTURE("uploaded pictures", true),
        /** What the passport says about the file. */
        VERDICT("the passport's verdict", false),
        /** Something that was seen or measured, in words. */
        FACT("a fact in words", false);

        private final String words;
        private final boolean picture;

        Kind(String words, boolean picture) {
            this.words = words;
            this.picture = picture;
        }

        /** As the editor of the checklist names it. */
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
        if (kind.isPicture() == (picture == null)) {
            throw new IllegalArgumentException("Words only, or a picture: " + kind);
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

    public static Evidence verdict(String words, Origin origin) {
        return new Evidence(Kind.VERDICT, null, words, origin);
    }

    public static Evidence fact(String words) {
        return new Evidence(Kind.FACT, null, words, null);
    }

    public Optional<BlobHash> pictureIfAny() {
        return Optional.ofNullable(picture);
    }
}
