package io.understudy.storage.check;

import java.time.Instant;
import java.util.List;

/**
 * What a consistency check found.
 *
 * @param askedBy the name of who asked for it
 * @param blobs how many stored blobs were read back and compared with their hash
 * @param bytes how many bytes that were
 * @param objects how many objects were looked up in the database
 * @param findingCount everything that is wrong
 * @param findings the first {@link #MOST_LISTED} of them
 */
public record CheckReport(
        Instant startedAt,
        Instant finishedAt,
        String askedBy,
        long blobs,
        long bytes,
        long objects,
        long findingCount,
        List<CheckFinding> findings) {
    /** A badly damaged store must not fill the memory: more findings are counted, not listed. */
    public static final int MOST_LISTED = 1_000;

    public CheckReport {
        findings = List.copyOf(findings);
    }

    public boolean clean() {
        return findingCount == 0;
    }
}
