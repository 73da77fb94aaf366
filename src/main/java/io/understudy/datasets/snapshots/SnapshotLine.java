package io.understudy.datasets.snapshots;

import io.understudy.datasets.SnapshotSummary;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot in a list.
 *
 * @param name given by a person, or null
 * @param frozenBy the name of who froze it first
 * @param runs how many runs were trained on it
 */
public record SnapshotLine(
        SnapshotSummary snapshot, @Nullable String name, String frozenBy, long runs) {
    /** Its name, or the beginning of its id. */
    public String title() {
        return name == null ? snapshot.id().brief() : name;
    }
}
