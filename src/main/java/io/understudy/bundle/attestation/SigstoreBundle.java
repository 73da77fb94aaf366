package io.understudy.bundle.attestation;

import io.understudy.bundle.BundleKey;
import io.understudy.bundle.MalformedBundleException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A Sigstore bundle, version 0.3, signed with a key that its reader already has. */
record SigstoreBundle(String mediaType, VerificationMaterial verificationMaterial, Envelope dsseEnvelope) {
    private static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private static final Set<String> FIELDS = Set.of("mediaType", "verificationMaterial", "dsseEnvelope");

    record VerificationMaterial(
            @Nullable PublicKeyIdentifier publicKey,
            @Nullable List<JsonNode> tlogEntries) {}

    /** @param hint see {@link BundleKey#hint()} */
    record PublicKeyIdentifier(@Nullable String hint) {}

    static SigstoreBundle of(Envelope envelope, BundleKey key) {
        return new SigstoreBundle(
                MEDIA_TYPE, new VerificationMaterial(new PublicKeyIdentifier(key.hint()), List.of()), envelope);
    }

    static SigstoreBundle of(String text) {
        JsonNode tree = Json.read(text, JsonNode.class);
        SigstoreBundle bundle = Json.read(tree, SigstoreBundle.class);
        if (!FIELDS.equals(Set.copyOf(tree.propertyNames()))
                || !MEDIA_TYPE.equals(bundle.mediaType)
                || bundle.dsseEnvelope == null
                || bundle.verificationMaterial == null
                || bundle.verificationMaterial.publicKey == null) {
            throw new MalformedBundleException("This is not a Sigstore bundle with a key.");
        }
        return bundle;
    }

    String text() {
        return Json.text(this);
    }

    /** Whether it names the key, or none. */
    boolean mayBeSignedWith(BundleKey key) {
        PublicKeyIdentifier named = verificationMaterial.publicKey;
        return named == null || named.hint == null || named.hint.equals(key.hint());
    }
}
