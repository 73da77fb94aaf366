package io.understudy.api.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.audit.AuditRow;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One act in the trail.
 *
 * @param sequence counts from 1, without gaps
 * @param hash of this row and, through it, of all rows before
 */
@Schema(name = "AuditRow")
record AuditRowResource(
        long sequence,
        Instant at,
        UUID actor,
        String actorName,
        String verb,
        String subjectType,
        String subjectId,
        String subjectName,
        Map<String, String> before,
        Map<String, String> after,
        String hash) {
    static AuditRowResource of(AuditRow row) {
        return new AuditRowResource(
                row.sequence(),
                row.at(),
                row.actorId(),
                row.actorName(),
                row.verb(),
                row.subject().type(),
                row.subject().id(),
                row.subject().name(),
                row.before(),
                row.after(),
                row.hash());
    }
}
