package io.understudy.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row exactly as the database has it; JSON stays text, because its bytes are what was hashed. */
record StoredAuditRow(
        long sequence,
        Instant at,
        UUID actorId,
        String actorName,
        String verb,
        String subjectType,
        String subjectId,
        String subjectName,
        String beforeJson,
        String afterJson,
        @Nullable String remoteAddress,
        @Nullable String requestId,
        String previousHash,
        String hash) {
    StoredAuditRow withHash(String newHash) {
        return new StoredAuditRow(
                sequence,
                at,
                actorId,
                actorName,
                verb,
                subjectType,
                subjectId,
                subjectName,
                beforeJson,
                afterJson,
                remoteAddress,
                requestId,
                previousHash,
                newHash);
    }
}
