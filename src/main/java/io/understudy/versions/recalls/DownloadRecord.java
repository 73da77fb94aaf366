package io.understudy.versions.recalls;

import io.understudy.versions.VersionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a version's ledger of downloads.
 *
 * @param state the version's state at that moment
 * @param recalledAt when they were notified not to use it, or null
 * @param answeredAt when they said that they do not, or null
 */
public record DownloadRecord(
        String by,
        VersionState state,
        Instant takenAt,
        @Nullable Instant recalledAt,
        @Nullable Instant answeredAt) {}
