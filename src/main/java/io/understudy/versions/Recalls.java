package io.understudy.versions;

import io.understudy.datasets.ConsentReinstated;
import io.understudy.datasets.ConsentWithdrawn;
import io.understudy.datasets.SnapshotId;
import io.understudy.shared.Acts;
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
class Recalls {
    private final LoraVersions versions;
    private final Dossiers dossiers;
    private final DownloadLedger ledger;
    private final Acts acts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Recalls(
            LoraVersions versions,
            Dossiers dossiers,
            DownloadLedger ledger,
            Acts acts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.versions = versions;
        this.dossiers = dossiers;
        this.ledger = ledger;
        this.acts = acts;
        this.events = events;
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

    void recalled(SnapshotId snapshot, String reason) {
        trainedOn(List.of(snapshot)).forEach(version -> {
            withhold(version, reason);
            changed(version);
        });
    }

    void lifted(SnapshotId snapshot) {
        trainedOn(List.of(snapshot)).forEach(version -> {
            handOutAgain(version);
            changed(version);
        });
    }

    private void withhold(LoraVersion version, String reason) {
        Set<UUID> holders = ledger.untold(version.id());
        recall(version, reason);
        checkSignatures(version);
        if (version.state().isDownloadable()) {
            events.publishEvent(new VersionRecallChanged(version.id(), true, reason, holders));
        }
    }

    private void handOutAgain(LoraVersion version) {
        if (version.state().isDownloadable()
                && dossiers.of(version).whyWithheld().isEmpty()) {
            Set<UUID> holders = ledger.told(version.id());
            ledger.release(version.id());
            events.publishEvent(new VersionRecallChanged(version.id(), false, "", holders));
        }
        checkSignatures(version);
    }

    private void changed(LoraVersion version) {
        events.publishEvent(new VersionChanged(version.id(), version.character(), version.state()));
    }

    void recall(LoraVersion version, String reason) {
        Set<UUID> holders = ledger.untold(version.id());
        int told = ledger.recall(version.id(), reason, clock.instant());
        if (told > 0) {
            acts.publish(
                    "version.recalled", version.subject(), Map.of("reason", reason, "downloads", String.valueOf(told)));
            events.publishEvent(new FileRecalled(version.id(), version.name(), reason, holders));
        }
    }

    private void checkSignatures(LoraVersion version) {
        version.signaturesAreStale(!dossiers.of(version).signatures().stale().isEmpty(), clock.instant());
    }

    private List<LoraVersion> trainedOn(Collection<SnapshotId> snapshots) {
        return snapshots.isEmpty()
                ? List.of()
                : versions.findBySnapshotHashInOrderByCreatedAtDesc(
                        snapshots.stream().map(SnapshotId::hash).toList());
    }
}
