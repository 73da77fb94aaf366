package io.understudy.datasets.consent;

import io.understudy.datasets.RecalledSnapshots;
import io.understudy.datasets.SnapshotId;
import io.understudy.identity.MembersAndSystem;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersAndSystem
@Transactional(readOnly = true)
public class UnusableSnapshotService {
    private final ConsentLedgerRepository ledger;
    private final RecalledSnapshots recalls;

    UnusableSnapshotService(ConsentLedgerRepository ledger, RecalledSnapshots recalls) {
        this.ledger = ledger;
        this.recalls = recalls;
    }

    /** Those of these snapshots that were recalled or hold withdrawn photos, in two queries. */
    public Set<SnapshotId> among(Collection<SnapshotId> snapshots) {
        if (snapshots.isEmpty()) {
            return Set.of();
        }
        Set<SnapshotId> unusable = new HashSet<>(recalls.of(snapshots).keySet());
        unusable.addAll(ledger.withdrawnIn(snapshots).keySet());
        return unusable;
    }
}
