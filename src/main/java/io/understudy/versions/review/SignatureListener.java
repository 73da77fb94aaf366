package io.understudy.versions.review;

import io.understudy.versions.VersionReader;
import io.understudy.versions.VersionState;
import io.understudy.versions.checklist.evidence.EvidenceChanged;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
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
class SignatureListener {
    private static final Set<VersionState> SIGNED =
            EnumSet.of(VersionState.IN_REVIEW, VersionState.SIGNED_OFF, VersionState.APPROVED);

    private final LoraVersions versions;
    private final ReviewContexts contexts;
    private final VersionReader reader;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SignatureListener(
            LoraVersions versions,
            ReviewContexts contexts,
            VersionReader reader,
            ApplicationEventPublisher events,
            Clock clock) {
        this.versions = versions;
        this.contexts = contexts;
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
        ReviewContext context = contexts.of(version);
        if (context.signatures().all().isEmpty()) {
            return;
        }
        boolean wasStale = version.staleSince() != null;
        context.noteStaleSignatures(clock.instant());
        events.publishEvent(new SignaturesChecked(version.id(), wasStale, reader.signatures(context)));
    }
}
