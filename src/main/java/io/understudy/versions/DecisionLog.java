package io.understudy.versions;

import io.understudy.shared.Actor;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

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
     * Written before the version moves: the database takes no production version without the approval that it rests on.
     *
     * @param dossier as the author saw it
     * @param after where the step leads
     * @param part in which the author decides, or null for a step that needs none
     * @return the id of the decision
     */
    UUID record(Dossier dossier, VersionVerb verb, VersionState after, @Nullable Part part, @Nullable String reason) {
        LoraVersion version = dossier.version();
        Actor by = actor.get();
        manifests.keep(dossier.hash(), dossier.manifest());
        List<VersionDecision> earlier = decisions.findByVersionIdOrderByPosition(version.getId());
        Instant at = clock.instant();
        VersionDecision decision =
                new VersionDecision(version, earlier.size() + 1, verb, after, by, part, at, reason, dossier.hash());
        if (verb == VersionVerb.APPROVE) {
            earlier.reversed().stream()
                    .filter(step -> step.verb() == VersionVerb.SIGN_OFF)
                    .findFirst()
                    .ifPresent(decision::restsOn);
        }
        decisions.saveAndFlush(decision);
        Map<String, String> now = new HashMap<>();
        now.put("state", after.word());
        now.put("manifest", dossier.hash().hex());
        if (reason != null) {
            now.put("reason", reason);
        }
        acts.publishAt(
                at,
                verb.act(),
                version.subject(),
                Map.of("state", version.state().word()),
                now);
        events.publishEvent(new VersionDecided(version.id(), version.name(), verb, version.state(), after, by, reason));
        events.publishEvent(new VersionChanged(version.id(), version.character(), after));
        return decision.getId();
    }
}
