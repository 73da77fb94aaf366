package io.understudy.bundle.attestation;

import io.understudy.bundle.BundleKey;
import io.understudy.bundle.MalformedBundleException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signed text as DSSE 1.0 has it.
 *
 * @param payload Base64 of exactly the bytes that were signed
 */
public record Envelope(String payload, String payloadType, List<EnvelopeSignature> signatures) {
    static final String IN_TOTO = "application/vnd.in-toto+json";

    /** @param sig Base64; of an elliptic curve key in DER */
    public record EnvelopeSignature(String sig, @Nullable String keyid) {}

    public Envelope {
        signatures = signatures == null ? List.of() : List.copyOf(signatures);
    }

    static Envelope sign(Statement statement, KeyPair keys) {
        byte[] payload = Json.bytes(statement);
        byte[] signature = BundleKey.sign(keys, preAuthenticated(IN_TOTO, payload));
        Base64.Encoder base64 = Base64.getEncoder();
        return new Envelope(
                base64.encodeToString(payload),
                IN_TOTO,
                List.of(new EnvelopeSignature(base64.encodeToString(signature), "")));
    }

    /**
     * What it states.
     *
     * @param key null when it is unknown: the signature is not checked then
     * @throws MalformedBundleException unless the key, and no other, signed it
     */
    Statement verified(@Nullable BundleKey key) {
        if (!IN_TOTO.equals(payloadType) || payload == null || signatures.size() != 1) {
            throw new MalformedBundleException("This is not an in-toto statement with one signature.");
        }
        byte[] bytes = decoded(payload);
        if (key != null
                && !key.verifies(
                        preAuthenticated(payloadType, bytes),
                        decoded(signatures.getFirst().sig()))) {
            throw new MalformedBundleException("It is not signed with " + key.fingerprint() + ".");
        }
        Statement statement = Json.read(bytes, Statement.class);
        if (!Statement.TYPE.equals(statement.type())) {
            throw new MalformedBundleException("This is not an in-toto statement.");
        }
        return statement;
    }

    /** What is signed: the type and the bytes, each behind its length. */
    static byte[] preAuthenticated(String type, byte[] payload) {
        byte[] head = "DSSEv1 %d %s %d "
                .formatted(type.getBytes(StandardCharsets.UTF_8).length, type, payload.length)
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(head.length + payload.length)
                .put(head)
                .put(payload)
                .array();
    }

    private static byte[] decoded(@Nullable String base64) {
        try {
            return Base64.getDecoder().decode(base64 == null ? "" : base64);
        } catch (IllegalArgumentException e) {
            throw new MalformedBundleException("The envelope is not Base64.", e);
        }
    }
}
