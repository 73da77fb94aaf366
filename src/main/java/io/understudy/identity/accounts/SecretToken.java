package io.understudy.identity.accounts;

import io.understudy.platform.core.Sha256;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** A secret of 256 random bits for a link; only its SHA-256 is stored. */
public record SecretToken(String secret) {
    private static final SecureRandom RANDOM = new SecureRandom();

    public static SecretToken random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new SecretToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    public String hash() {
        return HexFormat.of().formatHex(Sha256.of(secret));
    }

    boolean sameAs(SecretToken other) {
        return MessageDigest.isEqual(Sha256.of(secret), Sha256.of(other.secret));
    }

    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
