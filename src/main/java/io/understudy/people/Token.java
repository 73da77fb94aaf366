package io.understudy.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** A secret of 256 random bits for a link; only its SHA-256 is stored. */
record Token(String secret) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static Token random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    String hash() {
        return HexFormat.of().formatHex(digest());
    }

    boolean sameAs(Token other) {
        return MessageDigest.isEqual(digest(), other.digest());
    }

    private byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JVM has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
