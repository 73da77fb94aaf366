package io.understudy.api.characters;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** @param token null for a person who is signed in */
@Schema(name = "Me")
record MeResource(
        UUID id,
        String name,
        String email,
        String role,
        @Nullable Token token) {
    /** @param characters short names of the only ones it opens; empty for all */
    @Schema(name = "Token")
    record Token(UUID id, String name, List<String> scopes, List<String> characters, Instant expiresAt) {}
}
