package io.understudy.datasets.ui.snapshots;

import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.WithdrawnPhoto;
import io.understudy.datasets.snapshots.SnapshotLine;
import io.understudy.datasets.snapshots.restore.SnapshotService;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;

/**
 * A snapshot, and why it may no longer be used.
 *
 * @param withdrawn its photos that may no longer be used
 * @param recall that stands on it, or null
 */
record MarkedSnapshot(
        SnapshotLine line,
        List<WithdrawnPhoto> withdrawn,
        @Nullable SnapshotRecall recall) {
    static Page<MarkedSnapshot> of(Page<SnapshotLine> lines, PhotoConsentService ledger, SnapshotService snapshots) {
        List<SnapshotId> ids = lines.map(line -> line.snapshot().id()).getContent();
        Map<SnapshotId, List<WithdrawnPhoto>> withdrawn = ledger.withdrawnIn(ids);
        Map<SnapshotId, SnapshotRecall> recalls = snapshots.recalls(ids);
        return lines.map(line -> new MarkedSnapshot(
                line,
                withdrawn.getOrDefault(line.snapshot().id(), List.of()),
                recalls.get(line.snapshot().id())));
    }

    SnapshotId id() {
        return line.snapshot().id();
    }
}
