package io.understudy.providers.engines;

import io.understudy.identity.Role;
import org.jspecify.annotations.Nullable;

/**
 * What admins set for a backend of the team's own.
 *
 * @param openTo people with this role may choose it
 * @param mostAtOnce upper limit of jobs at a time, whatever is set for the queue
 * @param pause why nothing starts there now, in a sentence; null while jobs may start
 * @param chargedCards cards whose hours are charged at the same time; 0 where the backend has no price by the hour
 */
public record BackendTerms(
        Role openTo, int mostAtOnce, @Nullable String pause, int chargedCards) {
    public static final BackendTerms OPEN = new BackendTerms(Role.MEMBER, Integer.MAX_VALUE, null, 0);
}
