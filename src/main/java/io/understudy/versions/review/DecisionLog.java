package io.understudy.versions.review;

import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionChanged;
import io.understudy.versions.VersionState;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.ReviewRole;
import io.understudy.versions.review.decisions.DecisionTrailCheck;
import io.understudy.versions.review.decisions.ManifestRepository;
import io.understudy.versions.review.decisions.VersionDecision;
import io.understudy.versions.review.decisions.VersionDecisions;
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
    private final ManifestRepository manifests;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DecisionLog(
            VersionDecisions decisions,
            ManifestRepository manifests,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.decisions = decisions;
        this.manifests = manifests;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Written before the version moves: the database takes no production version without the approval that it rests on.
     *
     * @param context as the author saw it
     * @param after where the step leads
     * @param role in which the author decides, or null for a step that needs none
     * @return the id of the decision
     */
    UUID record(
            ReviewContext context,
            ReviewAction action,
            VersionState after,
            @Nullable ReviewRole role,
            @Nullable String reason) {
        LoraVersion version = context.version();
        Actor by = actor.get();
        manifests.keep(context.hash(), context.manifest());
        List<VersionDecision> earlier = decisions.findByVersionIdOrderByPosition(version.getId());
        Instant at = clock.instant();
        VersionDecision decision =
                new VersionDecision(version, earlier.size() + 1, action, after, by, role, at, reason, context.hash());
        if (action == ReviewAction.APPROVE) {
            earlier.reversed().stream()
                    .filter(step -> step.verb() == ReviewAction.SIGN_OFF)
                    .findFirst()
                    .ifPresent(decision::restsOn);
            decision.askedFor(context.rules().signOffs());
        }
        decisions.saveAndFlush(decision);
        Map<String, String> now = new HashMap<>();
        now.put("state", after.word());
        now.put("manifest", context.hash().hex());
        if (reason != null) {
            now.put("reason", reason);
        }
        Integer asked = decision.signOffsAsked();
        if (asked != null) {
            now.put(DecisionTrailCheck.SIGN_OFFS, asked.toString());
        }
        auditEvents.publishAt(
                at,
                action.act(),
                version.subject(),
                Map.of("state", version.state().word()),
                now);
        events.publishEvent(new VersionDecided(
                version.id(),
                version.name(),
                version.character(),
                version.baseModel(),
                action,
                version.state(),
                after,
                by,
                reason));
        events.publishEvent(new VersionChanged(version.id(), version.character(), after));
        return decision.getId();
    }
}
