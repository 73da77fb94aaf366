package io.understudy.bundle.attestation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file as in-toto names it: by its hash; the name is a hint only. */
public record ResourceDescriptor(String name, @Nullable String mediaType, Map<String, String> digest) {
    private static final String SHA256 = "sha256";

    public ResourceDescriptor {
        digest = digest == null ? Map.of() : Map.copyOf(digest);
    }

    static ResourceDescriptor of(String name, @Nullable String mediaType, String sha256) {
        return new ResourceDescriptor(name, mediaType, Map.of(SHA256, sha256));
    }

    boolean is(String sha256) {
        return sha256.equals(digest.get(SHA256));
    }
}
