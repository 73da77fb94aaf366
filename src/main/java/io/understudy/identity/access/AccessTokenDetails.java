package io.understudy.identity.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An access token as lists show it; the token itself is shown nowhere.
 *
 * @param owner whose rights it carries
 * @param revokedBy null while it was not revoked
 */
public record AccessTokenDetails(
        AccessTokenId id,
        String name,
        String owner,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        State state) {
    public enum State {
        VALID,
        EXPIRED,
        REVOKED
    }
}
