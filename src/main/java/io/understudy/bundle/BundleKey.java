package io.understudy.bundle;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** The public half of an installation's Ed25519 key (RFC 8032): what a release bundle is verified with. */
public final class BundleKey {
    static final String ALGORITHM = "Ed25519";
    private static final String FINGERPRINT_OF = "sha256:";
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private final PublicKey key;

    private BundleKey(PublicKey key) {
        this.key = key;
    }

    public static BundleKey of(PublicKey key) {
        return new BundleKey(key);
    }

    /**
     * Reads a key as {@link #pem()} writes it.
     *
     * @throws IllegalArgumentException when the text is not an Ed25519 public key
     */
    public static BundleKey ofPem(String pem) {
        String text = pem.strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
            throw new IllegalArgumentException("This is not a public key in PEM form.");
        }
        String base64 =
                text.substring(BEGIN.length(), text.length() - END.length()).replaceAll("\\s", "");
        try {
            byte[] encoded = Base64.getDecoder().decode(base64);
            return new BundleKey(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("This is not an Ed25519 public key in PEM form.", e);
        }
    }

    public static KeyPair newPair() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JVM has Ed25519", impossible);
        }
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
        try {
            KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
            Base64.Decoder base64 = Base64.getDecoder();
            PrivateKey secret = factory.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(halves[0])));
            PublicKey open = factory.generatePublic(new X509EncodedKeySpec(base64.decode(halves[1])));
            return new KeyPair(open, secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("This is not a pair of Ed25519 keys.", e);
        }
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

    boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    static byte[] sign(PrivateKey secret, byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The signing key cannot be used", e);
        }
    }
}
