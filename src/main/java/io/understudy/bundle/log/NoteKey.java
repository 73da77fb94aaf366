package io.understudy.bundle.log;

import io.understudy.bundle.BundleKey;
import io.understudy.bundle.Hashes;
import io.understudy.bundle.KeyType;
import io.understudy.bundle.MalformedBundleException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The public key of a log, or of a witness of logs: what a signature of a note is verified with.
 *
 * @param name without spaces and plus signs; a log's is the origin of its checkpoints
 * @param key an Ed25519 key
 */
public record NoteKey(String name, Kind kind, BundleKey key) {
    /** What is signed. */
    public enum Kind {
        /** The text of the note. */
        LOG((byte) 1),
        /** A time and the text of the note. */
        WITNESS((byte) 4);

        private final byte type;

        Kind(byte type) {
            this.type = type;
        }
    }

    private static final Pattern NAME = Pattern.compile("[^\\p{Z}\\p{C}+]+");
    private static final int KEY_LENGTH = 32;
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    public NoteKey {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("“%s” cannot be the name of a key.".formatted(name));
        }
        if (key.type() != KeyType.ED25519) {
            throw new IllegalArgumentException("Notes are signed with Ed25519 keys.");
        }
    }

    /** @throws MalformedBundleException when the text is not what {@link #vkey()} gives */
    public static NoteKey ofVkey(String vkey) {
        String[] parts = vkey.split("\\+", 3);
        if (parts.length != 3) {
            throw new MalformedBundleException("This is not the public key of a log.");
        }
        byte[] typed = Notes.decoded(parts[2]);
        for (Kind kind : Kind.values()) {
            if (typed.length == KEY_LENGTH + 1 && typed[0] == kind.type) {
                NoteKey key = new NoteKey(parts[0], kind, BundleKey.of(publicKey(typed)));
                if (key.idInDigits().equals(parts[1])) {
                    return key;
                }
            }
        }
        throw new MalformedBundleException("This is not the public key of a log, or not of a kind known here.");
    }

    private static PublicKey publicKey(byte[] typed) {
        byte[] encoded = ByteBuffer.allocate(X509_PREFIX.length + KEY_LENGTH)
                .put(X509_PREFIX)
                .put(typed, 1, KEY_LENGTH)
                .array();
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new MalformedBundleException("This is not an Ed25519 key.", e);
        }
    }

    /** What a verifier is given: name, id and key on one line. */
    public String vkey() {
        return name + "+" + idInDigits() + "+" + Base64.getEncoder().encodeToString(typed());
    }

    /** @return four bytes */
    byte[] id() {
        byte[] prefix = (name + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] typed = typed();
        return Arrays.copyOf(
                Hashes.sha256(ByteBuffer.allocate(prefix.length + typed.length)
                        .put(prefix)
                        .put(typed)
                        .array()),
                4);
    }

    private String idInDigits() {
        return HexFormat.of().formatHex(id());
    }

    private byte[] typed() {
        byte[] encoded = key.publicKey().getEncoded();
        return ByteBuffer.allocate(KEY_LENGTH + 1)
                .put(kind.type)
                .put(encoded, encoded.length - KEY_LENGTH, KEY_LENGTH)
                .array();
    }

    boolean verifies(String text, byte[] signature) {
        if (kind == Kind.LOG) {
            return key.verifies(text.getBytes(StandardCharsets.UTF_8), signature);
        }
        if (signature.length <= Long.BYTES) {
            return false;
        }
        long time = ByteBuffer.wrap(signature).getLong();
        return key.verifies(withTime(time, text), Arrays.copyOfRange(signature, Long.BYTES, signature.length));
    }

    /** @param seconds since 1970 */
    static byte[] withTime(long seconds, String text) {
        return "cosignature/v1\ntime %d\n%s".formatted(seconds, text).getBytes(StandardCharsets.UTF_8);
    }
}
