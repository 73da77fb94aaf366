package io.understudy.bundle;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The public half of an installation's key: what a release bundle and the files next to it are verified with. */
public final class BundleKey {
    private static final String FINGERPRINT_OF = "sha256:";
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private final PublicKey key;
    private final KeyType type;

    private BundleKey(PublicKey key) {
        this.key = key;
        this.type = KeyType.of(key);
    }

    /** @throws IllegalArgumentException for a key of no {@link KeyType} */
    public static BundleKey of(PublicKey key) {
        return new BundleKey(key);
    }

    /**
     * Reads a key as {@link #pem()} writes it.
     *
     * @throws IllegalArgumentException when the text is not a public key of a {@link KeyType}
     */
    public static BundleKey ofPem(String pem) {
        String text = pem.strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
            throw new IllegalArgumentException("This is not a public key in PEM form.");
        }
        String base64 =
                text.substring(BEGIN.length(), text.length() - END.length()).replaceAll("\\s", "");
        return new BundleKey(publicKey(Base64.getDecoder().decode(base64)));
    }

    public static KeyPair newPair() {
        return KeyType.ED25519.newPair();
    }

    /** Both halves on one line, to be sealed and kept. */
    public static String toText(KeyPair pair) {
        Base64.Encoder base64 = Base64.getEncoder();
        return base64.encodeToString(pair.getPrivate().getEncoded()) + "."
                + base64.encodeToString(pair.getPublic().getEncoded());
    }

    /** @throws IllegalArgumentException when the text is not what {@link #toText} made */
    public static KeyPair ofText(String text) {
        String[] halves = text.split("\\.", -1);
        if (halves.length != 2) {
            throw new IllegalArgumentException("This is not a key pair.");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        PublicKey open = publicKey(base64.decode(halves[1]));
        try {
            PKCS8EncodedKeySpec secret = new PKCS8EncodedKeySpec(base64.decode(halves[0]));
            return new KeyPair(open, KeyType.of(open).factory().generatePrivate(secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The two halves are not a pair of keys.", e);
        }
    }

    private static PublicKey publicKey(byte[] encoded) {
        for (KeyType type : List.of(KeyType.ED25519, KeyType.P256)) {
            try {
                return type.factory().generatePublic(new X509EncodedKeySpec(encoded));
            } catch (GeneralSecurityException another) {
                // The other kind of key may read it.
            }
        }
        throw new IllegalArgumentException("This is neither an Ed25519 nor an elliptic curve public key.");
    }

    public KeyType type() {
        return type;
    }

    public PublicKey publicKey() {
        return key;
    }

    /** What people compare: {@code sha256:} and the hexadecimal SHA-256 of the key's X.509 encoding. */
    public String fingerprint() {
        return FINGERPRINT_OF + HexFormat.of().formatHex(Hashes.sha256(key.getEncoded()));
    }

    /** Whether a fingerprint that a person gives is this key's; with or without {@code sha256:}. */
    public boolean hasFingerprint(String given) {
        String digits = given.strip().toLowerCase(Locale.ROOT);
        return fingerprint().equals(digits.startsWith(FINGERPRINT_OF) ? digits : FINGERPRINT_OF + digits);
    }

    public String pem() {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key.getEncoded());
        return BEGIN + "\n" + base64 + "\n" + END + "\n";
    }

    /** What the bundles of Sigstore name a bare key by: SHA-256 of {@link #pem()}, in hexadecimal digits. */
    public String hint() {
        return Hashes.hex(pem().getBytes(StandardCharsets.US_ASCII));
    }

    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance(type.signature());
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    public static byte[] sign(KeyPair keys, byte[] message) {
        try {
            Signature signature =
                    Signature.getInstance(KeyType.of(keys.getPublic()).signature());
            signature.initSign(keys.getPrivate());
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The signing key cannot be used", e);
        }
    }
}
