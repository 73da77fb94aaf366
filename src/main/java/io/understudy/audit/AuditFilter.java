package io.understudy.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the trail to read; null and empty mean any.
 *
 * @param actor by whom
 * @param verb exactly this act, such as {@code run.launched}
 * @param subject part of the name or id of the thing acted on, in any case
 * @param from not before
 * @param to before
 */
public record AuditFilter(
        @Nullable UUID actor,
        @Nullable String verb,
        String subject,
        @Nullable Instant from,
        @Nullable Instant to) {
    public static final AuditFilter ALL = new AuditFilter(null, null, "", null, null);
}
