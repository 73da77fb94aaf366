package io.understudy.datasets;

import java.util.List;

/**
 * What a withdrawal touches.
 *
 * @param pictures of working sets that are left out
 * @param descendants the runs and versions that were made from the snapshots
 */
public record WithdrawalReach(
        int pictures, List<SnapshotSummary> snapshots, List<SnapshotDescendants.Descendant> descendants) {
    public WithdrawalReach {
        snapshots = List.copyOf(snapshots);
        descendants = List.copyOf(descendants);
    }
}
