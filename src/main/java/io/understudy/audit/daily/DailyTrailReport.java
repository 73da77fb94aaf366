package io.understudy.audit.daily;

import java.time.Instant;
import java.util.List;

/**
 * What the last daily check of the trail found.
 *
 * @param rows that were computed again; 0 where the check ended early
 * @param findings the oldest first
 */
public record DailyTrailReport(Instant checkedAt, long rows, List<Finding> findings) {
    public DailyTrailReport {
        findings = List.copyOf(findings);
    }

    /** @param since the first check of those without a break that found it */
    public record Finding(String words, Instant since) {}
}
