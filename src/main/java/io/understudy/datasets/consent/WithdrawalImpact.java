package io.understudy.datasets.consent;

import io.understudy.datasets.SnapshotDescendants;
import io.understudy.datasets.SnapshotSummary;
import java.util.List;

public record WithdrawalImpact(
        int pictures, List<SnapshotSummary> snapshots, List<SnapshotDescendants.Descendant> descendants) {
    public WithdrawalImpact {
        snapshots = List.copyOf(snapshots);
        descendants = List.copyOf(descendants);
    }
}
