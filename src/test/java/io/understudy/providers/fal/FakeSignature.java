package io.understudy.providers.fal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Signs messages as fal does, and publishes the key. */
final class FakeSignature {
    private static final int KEY_BYTES = 32;

    private volatile KeyPair keys = newKeys();

    private static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException(problem);
        }
    }

    void change() {
        keys = newKeys();
    }

    FakeFal.Message sign(String requestId, byte[] body, Instant at) {
        String timestamp = Long.toString(at.getEpochSecond());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
            String content = String.join(
                    "\n", requestId, "fal-user", timestamp, HexFormat.of().formatHex(hash));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(StandardCharsets.UTF_8));
            return new FakeFal.Message(
                    Map.of(
                            "X-Fal-Webhook-Request-Id",
                            requestId,
                            "X-Fal-Webhook-User-Id",
                            "fal-user",
                            "X-Fal-Webhook-Timestamp",
                            timestamp,
                            "X-Fal-Webhook-Signature",
                            HexFormat.of().formatHex(signature.sign())),
                    body);
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException(problem);
        }
    }

    /** The public half, as fal's list of keys has it. */
    String published() {
        byte[] encoded = keys.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
        ObjectNode list = JsonMapper.shared().createObjectNode();
        list.putArray("keys")
                .addObject()
                .put("kty", "OKP")
                .put("crv", "Ed25519")
                .put("kid", "1")
                .put("x", Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
        return list.toString();
    }
}
