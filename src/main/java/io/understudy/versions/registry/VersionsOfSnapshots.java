package io.understudy.versions.registry;

import io.understudy.datasets.SnapshotDescendants;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.consent.ConsentReinstated;
import io.understudy.datasets.consent.ConsentWithdrawn;
import io.understudy.platform.core.AuditEvents;
import io.understudy.versions.VersionChanged;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds the versions that came from snapshots; when photos of theirs are withdrawn, writes that down for each and shows
 * it on the pages that are open.
 */
@Component
@Order(VersionsOfSnapshots.AFTER_RUNS)
class VersionsOfSnapshots implements SnapshotDescendants {
    static final int AFTER_RUNS = 20;

    private final LoraVersions versions;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;

    VersionsOfSnapshots(LoraVersions versions, AuditEvents auditEvents, ApplicationEventPublisher events) {
        this.versions = versions;
        this.auditEvents = auditEvents;
        this.events = events;
    }

    @Override
    public List<Descendant> of(Collection<SnapshotId> snapshots) {
        return from(snapshots).stream()
                .map(version -> new Descendant(
                        "version",
                        version.fileName(),
                        version.state().label(),
                        version.state() == VersionState.APPROVED,
                        VersionRoutes.of(version.id())))
                .toList();
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void mark(ConsentWithdrawn withdrawn) {
        record("version.consent-withdrawn", withdrawn.snapshots(), withdrawn.names());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void unmark(ConsentReinstated reinstated) {
        record("version.consent-reinstated", reinstated.snapshots(), reinstated.names());
    }

    private void record(String verb, Collection<SnapshotId> snapshots, String photos) {
        for (LoraVersion version : from(snapshots)) {
            auditEvents.publish(verb, version.subject(), Map.of("photos", photos));
            events.publishEvent(new VersionChanged(version.id(), version.character(), version.state()));
        }
    }

    private List<LoraVersion> from(Collection<SnapshotId> snapshots) {
        return snapshots.isEmpty()
                ? List.of()
                : versions.findBySnapshotHashInOrderByCreatedAtDesc(
                        snapshots.stream().map(SnapshotId::hash).toList());
    }
}
