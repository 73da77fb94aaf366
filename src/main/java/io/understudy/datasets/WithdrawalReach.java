package io.understudy.datasets;

import java.util.List;

public record WithdrawalReach(
        int pictures, List<SnapshotSummary> snapshots, List<SnapshotDescendants.Descendant> descendants) {
    public WithdrawalReach {
        snapshots = List.copyOf(snapshots);
        descendants = List.copyOf(descendants);
    }
}
