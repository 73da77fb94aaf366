package io.understudy.identity.access;

import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * What the token of a request allows.
 *
 * @param characters the only ones it opens; empty for all
 * @param secretHash SHA-256 of the secret that was sent: a token has several while they are changed
 * @param expiresAt when that secret ends, unless a rotation ends it before
 */
public record TokenGrant(
        UUID token, String name, Set<TokenScope> scopes, Set<UUID> characters, String secretHash, Instant expiresAt)
        implements Serializable {
    public TokenGrant {
        scopes = Set.copyOf(scopes);
        characters = Set.copyOf(characters);
    }

    /** That of this thread's request; empty where a person is signed in. */
    public static Optional<TokenGrant> current() {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        return who != null && who.getDetails() instanceof TokenGrant grant ? Optional.of(grant) : Optional.empty();
    }

    /** The characters that the token of this request is limited to; empty for all. */
    public static Set<UUID> onlyCharacters() {
        return current().map(TokenGrant::characters).orElse(Set.of());
    }

    public boolean isLimited() {
        return !characters.isEmpty();
    }
}
