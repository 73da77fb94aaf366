package io.understudy.versions;

import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes, when evidence changed beside a version, since when its signatures rest on something that is not so any more. */
@Component
class SignatureWatch {
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
        versions.findById(changed.version().value())
                .filter(version -> version.state() == VersionState.IN_REVIEW
                        || version.state() == VersionState.SIGNED_OFF
                        || version.state() == VersionState.APPROVED)
                .ifPresent(version -> version.signaturesAreStale(
                        !dossiers.of(version).signatures().stale().isEmpty(), clock.instant()));
    }
}
