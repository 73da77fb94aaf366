package io.understudy.generation.backends.api;

import io.understudy.identity.Role;
import org.jspecify.annotations.Nullable;

/**
 * What admins set for a backend of the team's own.
 *
 * @param openTo people with this role may choose it
 * @param mostAtOnce jobs at a time
 * @param pause why nothing starts there now, in a sentence; null while jobs may start
 * @param chargedCards that generate at the same time and whose hours are charged; 0 where the backend has no such price
 */
public record GenerationTerms(
        Role openTo, int mostAtOnce, @Nullable String pause, int chargedCards) {
    public static final GenerationTerms OPEN = new GenerationTerms(Role.MEMBER, Integer.MAX_VALUE, null, 0);
}
