package io.understudy.versions.review;

import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.consent.ConsentReinstated;
import io.understudy.datasets.consent.ConsentWithdrawn;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.versions.VersionChanged;
import io.understudy.versions.recalls.DownloadRepository;
import io.understudy.versions.recalls.FileRecalled;
import io.understudy.versions.recalls.VersionRecallChanged;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import io.understudy.versions.registry.VersionPeopleRepository;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Calls files back: finds every version that was trained on withdrawn photos, makes the signatures that rested on them
 * stale, and notifies everyone who took a file; all in the transaction of the withdrawal.
 */
@Component
public class VersionRecalls {
    private final LoraVersions versions;
    private final ReviewContexts contexts;
    private final DownloadRepository downloadRepository;
    private final VersionPeopleRepository people;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final CurrentActor actor;
    private final Clock clock;

    VersionRecalls(
            LoraVersions versions,
            ReviewContexts contexts,
            DownloadRepository downloadRepository,
            VersionPeopleRepository people,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            CurrentActor actor,
            Clock clock) {
        this.versions = versions;
        this.contexts = contexts;
        this.downloadRepository = downloadRepository;
        this.people = people;
        this.auditEvents = auditEvents;
        this.events = events;
        this.actor = actor;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(ConsentWithdrawn withdrawn) {
        trainedOn(withdrawn.snapshots())
                .forEach(version -> withhold(
                        version, "Photos it was trained on may no longer be used: " + withdrawn.names() + "."));
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(ConsentReinstated reinstated) {
        trainedOn(reinstated.snapshots()).forEach(this::handOutAgain);
    }

    public void recalled(SnapshotId snapshot, String reason) {
        trainedOn(List.of(snapshot)).forEach(version -> {
            withhold(version, reason);
            changed(version);
        });
    }

    public void lifted(SnapshotId snapshot) {
        trainedOn(List.of(snapshot)).forEach(version -> {
            handOutAgain(version);
            changed(version);
        });
    }

    private void withhold(LoraVersion version, String reason) {
        people.recalledOrReinstated(version.id(), actor.get().id());
        Set<UUID> holders = downloadRepository.notNotified(version.id());
        recall(version, reason);
        checkSignatures(version);
        if (version.state().isDownloadable()) {
            publish(version, true, reason, holders);
        }
    }

    private void handOutAgain(LoraVersion version) {
        people.recalledOrReinstated(version.id(), actor.get().id());
        if (version.state().isDownloadable()
                && contexts.of(version).whyWithheld().isEmpty()) {
            Set<UUID> holders = downloadRepository.notified(version.id());
            downloadRepository.release(version.id());
            publish(version, false, "", holders);
        }
        checkSignatures(version);
    }

    private void publish(LoraVersion version, boolean recalled, String reason, Set<UUID> holders) {
        events.publishEvent(new VersionRecallChanged(
                version.id(), version.name(), version.character(), version.baseModel(), recalled, reason, holders));
    }

    private void changed(LoraVersion version) {
        events.publishEvent(new VersionChanged(version.id(), version.character(), version.state()));
    }

    void recall(LoraVersion version, String reason) {
        Set<UUID> holders = downloadRepository.notNotified(version.id());
        int told = downloadRepository.recall(version.id(), reason, clock.instant());
        if (told > 0) {
            auditEvents.publish(
                    "version.recalled", version.subject(), Map.of("reason", reason, "downloads", String.valueOf(told)));
            events.publishEvent(new FileRecalled(version.id(), version.name(), reason, holders));
        }
    }

    private void checkSignatures(LoraVersion version) {
        contexts.of(version).noteStaleSignatures(clock.instant());
    }

    private List<LoraVersion> trainedOn(Collection<SnapshotId> snapshots) {
        return snapshots.isEmpty()
                ? List.of()
                : versions.findBySnapshotHashInOrderByCreatedAtDesc(
                        snapshots.stream().map(SnapshotId::hash).toList());
    }
}
