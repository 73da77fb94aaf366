package io.understudy.versions.checklist;

import io.understudy.versions.checklist.evidence.Evidence;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tick as screens show it; the last three are null while it stands. */
public record TickDetails(
        String note,
        List<Evidence> evidence,
        String tickedBy,
        Instant tickedAt,
        @Nullable String untickedBy,
        @Nullable Instant untickedAt,
        @Nullable String untickReason) {
    public TickDetails {
        evidence = List.copyOf(evidence);
    }
}
