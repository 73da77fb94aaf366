package io.understudy.identity.access;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An access token as lists show it; the token itself is shown nowhere.
 *
 * @param owner whose rights it carries
 * @param ofService whether that is a service account, whose tokens all admins rotate
 * @param characters the only ones it opens; empty for all
 * @param endsSoon whether it is valid and ends within the days in which its owner is reminded
 * @param previousUntil until when a secret from before a rotation opens the door; null when none does
 * @param revokedBy null while it was not revoked
 */
public record AccessTokenDetails(
        AccessTokenId id,
        String name,
        String owner,
        boolean ofService,
        Set<TokenScope> scopes,
        Set<UUID> characters,
        Instant createdAt,
        Instant expiresAt,
        boolean endsSoon,
        @Nullable Instant previousUntil,
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
