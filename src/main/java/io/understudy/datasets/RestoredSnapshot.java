package io.understudy.datasets;

import org.jspecify.annotations.Nullable;

/**
 * What restoring a snapshot changed in the working set.
 *
 * @param before the set as it was, frozen for the way back; null when nothing was included or nothing changed
 * @param changes from the set as it was to the snapshot
 * @param triggerWord of the snapshot's captions; restoring leaves the character's own as it is
 */
public record RestoredSnapshot(@Nullable SnapshotSummary before, SnapshotDiff changes, String triggerWord) {}
