package io.understudy.bundle.log;

import io.understudy.bundle.Hashes;
import io.understudy.bundle.MalformedBundleException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a leaf or a node of an RFC 6962 tree. */
public final class TreeHash {
    static final TreeHash OF_NOTHING = new TreeHash(Hashes.sha256(new byte[0]));
    private static final int LENGTH = 32;

    private final byte[] bytes;

    private TreeHash(byte[] bytes) {
        this.bytes = bytes;
    }

    public static TreeHash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new MalformedBundleException("A hash of a log has 32 bytes, not %d.".formatted(bytes.length));
        }
        return new TreeHash(bytes.clone());
    }

    static TreeHash ofBase64(String text) {
        return of(Notes.decoded(text));
    }

    public static TreeHash leaf(byte[] data) {
        MessageDigest digest = Hashes.digest();
        digest.update((byte) 0);
        return new TreeHash(digest.digest(data));
    }

    static TreeHash node(TreeHash left, TreeHash right) {
        MessageDigest digest = Hashes.digest();
        digest.update((byte) 1);
        digest.update(left.bytes);
        return new TreeHash(digest.digest(right.bytes));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TreeHash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
