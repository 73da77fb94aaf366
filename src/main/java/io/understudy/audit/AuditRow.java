package io.understudy.audit;

import io.understudy.platform.core.AuditEvent;
import java.time.Instant;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One act in the trail.
 *
 * @param sequence counts from 1, without gaps
 * @param actorName as it was at that time
 * @param before the values that changed, as they were
 * @param after the values that changed, as they became
 * @param remoteAddress where the request came from; null for background work
 * @param requestId as its answer named the request; null for background work
 * @param hash of this row and, through it, of all rows before
 */
public record AuditRow(
        long sequence,
        Instant at,
        UUID actorId,
        String actorName,
        String verb,
        AuditEvent.Subject subject,
        SortedMap<String, String> before,
        SortedMap<String, String> after,
        @Nullable String remoteAddress,
        @Nullable String requestId,
        String hash) {
    /** The act as a sentence, such as {@code Mara launched run 41}. */
    public String sentence() {
        return AuditSentence.of(actorName, verb, subject.type(), subject.name());
    }
}
