package io.understudy.storage;

import io.understudy.platform.core.Sha256;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of a blob: the SHA-256 of its bytes.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record BlobHash(String hex) implements Comparable<BlobHash> {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public BlobHash {
        if (!SHA_256.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "A blob's hash has 64 lower-case hexadecimal digits, this has not: \"" + hex + "\"");
        }
    }

    /** The hash that this text spells, or empty where it spells none: for text that comes from outside. */
    public static Optional<BlobHash> parse(String text) {
        return SHA_256.matcher(text).matches() ? Optional.of(new BlobHash(text)) : Optional.empty();
    }

    public static BlobHash of(byte[] bytes) {
        return fromDigest(Sha256.begin().digest(bytes));
    }

    public static BlobHash fromDigest(byte[] digest) {
        return new BlobHash(HexFormat.of().formatHex(digest));
    }

    /** The name of the object in the bucket; the two digits keep folders small where objects are files. */
    public String objectKey() {
        return "blobs/" + hex.substring(0, 2) + "/" + hex;
    }

    @Override
    public int compareTo(BlobHash other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
