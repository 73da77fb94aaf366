package io.understudy.versions;

import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes, when evidence changed beside a version, since when its signatures rest on something that is not so any more. */
@Component
class SignatureWatch {
    /** Where signatures count. */
    private static final Set<VersionState> SIGNED =
            EnumSet.of(VersionState.IN_REVIEW, VersionState.SIGNED_OFF, VersionState.APPROVED);

    private final LoraVersions versions;
    private final Dossiers dossiers;
    private final Clock clock;

    SignatureWatch(LoraVersions versions, Dossiers dossiers, Clock clock) {
        this.versions = versions;
        this.dossiers = dossiers;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(EvidenceChanged changed) {
        // Locked: whoever decides at this moment is waited for, and does not make the change fail.
        versions.stateOf(changed.version().value())
                .filter(SIGNED::contains)
                .flatMap(state -> versions.lock(changed.version().value()))
                .ifPresent(version -> version.signaturesAreStale(
                        !dossiers.of(version).signatures().stale().isEmpty(), clock.instant()));
    }
}
