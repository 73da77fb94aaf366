package io.understudy.versions;

import io.understudy.storage.BlobHash;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a tick.
 *
 * @param picture the bytes that were looked at, by their hash; null for a fact
 * @param words what the picture is, or the fact itself
 */
public record Evidence(Kind kind, @Nullable BlobHash picture, String words) {
    /** Where it comes from. */
    public enum Kind {
        /** A sample that the training run drew. */
        SAMPLE,
        /** A picture that a person made with the LoRA and uploaded. */
        PICTURE,
        /** Something that was seen or measured, in words. */
        FACT
    }

    public Evidence {
        if ((kind == Kind.FACT) != (picture == null)) {
            throw new IllegalArgumentException("A fact has words only, everything else has a picture: " + kind);
        }
    }

    public static Evidence sample(BlobHash picture, String words) {
        return new Evidence(Kind.SAMPLE, picture, words);
    }

    public static Evidence picture(BlobHash picture, String words) {
        return new Evidence(Kind.PICTURE, picture, words);
    }

    public static Evidence fact(String words) {
        return new Evidence(Kind.FACT, null, words);
    }

    public Optional<BlobHash> pictureIfAny() {
        return Optional.ofNullable(picture);
    }
}
