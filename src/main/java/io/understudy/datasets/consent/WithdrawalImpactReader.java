package io.understudy.datasets.consent;

import io.understudy.datasets.SnapshotDescendants;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.images.Pictures;
import io.understudy.datasets.snapshots.SnapshotRepository;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.storage.BlobHash;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Component
class WithdrawalImpactReader {
    private final ConsentLedgerRepository consentLedgerRepository;
    private final Pictures pictures;
    private final SnapshotRepository snapshots;
    private final ObjectProvider<SnapshotDescendants> descendants;
    private final AuditEvents auditEvents;

    WithdrawalImpactReader(
            ConsentLedgerRepository consentLedgerRepository,
            Pictures pictures,
            SnapshotRepository snapshots,
            ObjectProvider<SnapshotDescendants> descendants,
            AuditEvents auditEvents) {
        this.consentLedgerRepository = consentLedgerRepository;
        this.pictures = pictures;
        this.snapshots = snapshots;
        this.descendants = descendants;
        this.auditEvents = auditEvents;
    }

    WithdrawalImpact of(Collection<BlobHash> photos) {
        Set<SnapshotId> holding = consentLedgerRepository.snapshotsWith(photos);
        int present = (int) pictures.findByOriginalHashIn(consentLedgerRepository.filesOf(photos)).stream()
                .filter(picture -> !picture.isRemoved())
                .count();
        return new WithdrawalImpact(
                present,
                snapshots.find(holding),
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
            auditEvents.publish(
                    "snapshot.consent-withdrawn",
                    new AuditEvent.Subject("snapshot", snapshot.hash(), snapshot.brief()),
                    Map.of("photos", withdrawn.names()));
        }
    }
}
