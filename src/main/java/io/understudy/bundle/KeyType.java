package io.understudy.bundle;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** Kinds of keys that sign: Ed25519 (RFC 8032) and ECDSA over a NIST curve with the hash of its size, signatures in DER. */
public enum KeyType {
    ED25519("Ed25519", "Ed25519", "Ed25519"),
    P256("EC", "secp256r1", "SHA256withECDSA"),
    P384("EC", "secp384r1", "SHA384withECDSA");

    private final String algorithm;
    private final String curve;
    private final String signature;

    KeyType(String algorithm, String curve, String signature) {
        this.algorithm = algorithm;
        this.curve = curve;
        this.signature = signature;
    }

    /** @throws IllegalArgumentException for any other key */
    public static KeyType of(PublicKey key) {
        return Arrays.stream(values())
                .filter(type -> type.includes(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Keys of this kind are not supported."));
    }

    private boolean includes(PublicKey key) {
        if (key instanceof EdECPublicKey edwards) {
            return edwards.getParams().getName().equals(curve);
        }
        return key instanceof ECPublicKey elliptic
                && parameters()
                        .filter(mine -> mine.getOrder()
                                        .equals(elliptic.getParams().getOrder())
                                && mine.getCurve().equals(elliptic.getParams().getCurve()))
                        .isPresent();
    }

    private Optional<ECParameterSpec> parameters() {
        if (this == ED25519) {
            return Optional.empty();
        }
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(algorithm);
            parameters.init(new ECGenParameterSpec(curve));
            return Optional.of(parameters.getParameterSpec(ECParameterSpec.class));
        } catch (GeneralSecurityException impossible) {
            throw missing(impossible);
        }
    }

    public KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (this != ED25519) {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw missing(impossible);
        }
    }

    KeyFactory factory() {
        try {
            return KeyFactory.getInstance(algorithm);
        } catch (GeneralSecurityException impossible) {
            throw missing(impossible);
        }
    }

    String signature() {
        return signature;
    }

    private IllegalStateException missing(GeneralSecurityException cause) {
        return new IllegalStateException("Every JVM has " + curve, cause);
    }
}
