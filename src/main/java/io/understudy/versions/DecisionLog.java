package io.understudy.versions;

import io.understudy.shared.Actor;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Writes down every step of a version together with what its author saw, and tells the audit trail and open pages. */
@Component
class DecisionLog {
    private final VersionDecisions decisions;
    private final Manifests manifests;
    private final CurrentActor actor;
    private final Acts acts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DecisionLog(
            VersionDecisions decisions,
            Manifests manifests,
            CurrentActor actor,
            Acts acts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.decisions = decisions;
        this.manifests = manifests;
        this.actor = actor;
        this.acts = acts;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param dossier as the author saw it, with the version already in its new state
     * @param part in which the author decides, or null for a step that needs none
     */
    void record(Dossier dossier, VersionVerb verb, VersionState before, @Nullable Part part, @Nullable String reason) {
        LoraVersion version = dossier.version();
        Actor by = actor.get();
        manifests.keep(dossier.hash(), dossier.manifest());
        int position = decisions.countByVersionId(version.getId()) + 1;
        decisions.save(new VersionDecision(
                version, position, verb, before, by, part, clock.instant(), reason, dossier.hash()));
        Map<String, String> after = new HashMap<>();
        after.put("state", version.state().word());
        after.put("manifest", dossier.hash().hex());
        if (reason != null) {
            after.put("reason", reason);
        }
        acts.publish(verb.act(), version.subject(), Map.of("state", before.word()), after);
        events.publishEvent(new VersionDecided(version.id(), version.name(), verb, by, reason));
        events.publishEvent(new VersionChanged(version.id(), version.character(), version.state()));
    }
}
