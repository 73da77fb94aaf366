package io.understudy.audit;

import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;

/**
 * One act in the trail, without its remote address.
 *
 * @param intact whether the row has the hash of its content; the chain through all rows proves more
 */
public record SubjectTrailRow(
        long sequence,
        Instant at,
        UUID actorId,
        String actorName,
        String verb,
        String subjectId,
        SortedMap<String, String> before,
        SortedMap<String, String> after,
        boolean intact) {}
