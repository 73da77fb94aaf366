package io.understudy.versions;

import io.understudy.datasets.ConsentReinstated;
import io.understudy.datasets.ConsentWithdrawn;
import io.understudy.datasets.SnapshotDescendants;
import io.understudy.datasets.SnapshotId;
import io.understudy.shared.Acts;
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
    private final Acts acts;
    private final ApplicationEventPublisher events;

    VersionsOfSnapshots(LoraVersions versions, Acts acts, ApplicationEventPublisher events) {
        this.versions = versions;
        this.acts = acts;
        this.events = events;
    }

    @Override
    public List<Descendant> of(Collection<SnapshotId> snapshots) {
        return from(snapshots).stream()
                .map(version -> new Descendant(
                        "version", version.fileName(), version.state().label(), VersionRoutes.of(version.id())))
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
            acts.publish(verb, version.subject(), Map.of("photos", photos));
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
