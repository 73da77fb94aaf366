package io.understudy.api.tokens;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.identity.access.AccessTokenDetails;
import io.understudy.identity.access.TokenScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token, without its secrets.
 *
 * @param characters short names of the only ones it opens; empty for all
 * @param endsSoon whether it is valid and ends within 7 days
 * @param formerUntil until when a secret from before a rotation is accepted, too; null when none is
 * @param lastUsedAt null before it was used
 * @param revokedBy null while it was not revoked
 */
@Schema(name = "AccessToken")
record TokenResource(
        UUID id,
        String name,
        AccessTokenDetails.State state,
        List<String> scopes,
        List<String> characters,
        Instant createdAt,
        Instant expiresAt,
        boolean endsSoon,
        @Nullable Instant formerUntil,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy) {
    /** @param slugs of the characters that are there, by their ids */
    static TokenResource of(AccessTokenDetails token, Map<UUID, String> slugs) {
        return new TokenResource(
                token.id().value(),
                token.name(),
                token.state(),
                token.scopes().stream().sorted().map(TokenScope::word).toList(),
                token.characters().stream()
                        .map(slugs::get)
                        .filter(Objects::nonNull)
                        .sorted()
                        .toList(),
                token.createdAt(),
                token.expiresAt(),
                token.endsSoon(),
                token.previousUntil(),
                token.lastUsedAt(),
                token.revokedAt(),
                token.revokedBy());
    }
}
