package io.understudy.datasets.snapshots.restore;

import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.snapshots.SnapshotDiff;
import io.understudy.prompting.guide.TriggerWord;
import org.jspecify.annotations.Nullable;

/**
 * What restoring a snapshot changed in the working dataset.
 *
 * @param before the dataset as it was, frozen for the way back; null when nothing was included or nothing changed
 * @param changes from the dataset as it was to the snapshot
 * @param withdrawn pictures of the snapshot that stay out, because their photo was withdrawn since
 * @param awaiting pictures that are included, or left out, once a second person says so
 * @param triggerWord of the snapshot's captions; restoring leaves the character's own as it is
 */
public record RestoredSnapshot(
        @Nullable SnapshotSummary before, SnapshotDiff changes, int withdrawn, int awaiting, TriggerWord triggerWord) {}
