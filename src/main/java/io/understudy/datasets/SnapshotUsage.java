package io.understudy.datasets;

import java.util.Collection;
import java.util.Map;

/** Reports how often snapshots were trained on; the feature that trains implements it. */
public interface SnapshotUsage {
    /** Numbers of runs; a snapshot without any is left out. */
    Map<SnapshotId, Long> runs(Collection<SnapshotId> snapshots);
}
