package io.understudy.datasets;

import io.understudy.shared.Act;
import io.understudy.shared.Acts;
import io.understudy.storage.BlobHash;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Component
class WithdrawalReaches {
    private final LedgerRows rows;
    private final Pictures pictures;
    private final SnapshotRows snapshots;
    private final ObjectProvider<SnapshotDescendants> descendants;
    private final Acts acts;

    WithdrawalReaches(
            LedgerRows rows,
            Pictures pictures,
            SnapshotRows snapshots,
            ObjectProvider<SnapshotDescendants> descendants,
            Acts acts) {
        this.rows = rows;
        this.pictures = pictures;
        this.snapshots = snapshots;
        this.descendants = descendants;
        this.acts = acts;
    }

    WithdrawalReach of(Collection<BlobHash> photos) {
        Set<SnapshotId> holding = rows.snapshotsWith(photos);
        int present = (int) pictures.findByOriginalHashIn(rows.filesOf(photos)).stream()
                .filter(picture -> !picture.isRemoved())
                .count();
        return new WithdrawalReach(
                present,
                holding.stream()
                        .map(snapshots::find)
                        .flatMap(Optional::stream)
                        .sorted(Comparator.comparing(SnapshotSummary::createdAt).reversed())
                        .toList(),
                holding.isEmpty()
                        ? List.of()
                        : descendants
                                .orderedStream()
                                .flatMap(kind -> kind.of(holding).stream())
                                .toList());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void mark(ConsentWithdrawn withdrawn) {
        for (SnapshotId snapshot : withdrawn.snapshots()) {
            acts.publish(
                    "snapshot.consent-withdrawn",
                    new Act.Subject("snapshot", snapshot.hash(), snapshot.brief()),
                    Map.of("photos", withdrawn.names()));
        }
    }
}
