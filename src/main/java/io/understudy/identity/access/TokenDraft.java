package io.understudy.identity.access;

import java.util.Set;
import java.util.UUID;

/**
 * A token as its owner asks for it.
 *
 * @param name of the machine that will use it
 * @param days for which each of its secrets is valid, 1 to 366
 * @param characters the only ones it opens; empty for all
 */
public record TokenDraft(String name, int days, Set<TokenScope> scopes, Set<UUID> characters) {
    public TokenDraft {
        scopes = Set.copyOf(scopes);
        characters = Set.copyOf(characters);
    }
}
