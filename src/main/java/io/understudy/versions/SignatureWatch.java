package io.understudy.versions;

import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes and reports, when evidence of a version changed, that its signatures rest on something that is no longer so.
 */
@Component
class SignatureWatch {
    private static final Set<VersionState> SIGNED =
            EnumSet.of(VersionState.IN_REVIEW, VersionState.SIGNED_OFF, VersionState.APPROVED);

    private final LoraVersions versions;
    private final Dossiers dossiers;
    private final VersionReader reader;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SignatureWatch(
            LoraVersions versions,
            Dossiers dossiers,
            VersionReader reader,
            ApplicationEventPublisher events,
            Clock clock) {
        this.versions = versions;
        this.dossiers = dossiers;
        this.reader = reader;
        this.events = events;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(EvidenceChanged changed) {
        // Locked: the person who decides at this moment is waited for, and does not make the change fail.
        versions.stateOf(changed.version().value())
                .filter(SIGNED::contains)
                .flatMap(state -> versions.lock(changed.version().value()))
                .ifPresent(this::check);
    }

    private void check(LoraVersion version) {
        Dossier dossier = dossiers.of(version);
        if (dossier.signatures().all().isEmpty()) {
            return;
        }
        boolean wasStale = version.staleSince() != null;
        version.signaturesAreStale(!dossier.signatures().stale().isEmpty(), clock.instant());
        events.publishEvent(new SignaturesChecked(version.id(), wasStale, reader.signatures(dossier)));
    }
}
