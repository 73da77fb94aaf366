package io.understudy.versions.review;

import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.WithdrawnPhoto;
import io.understudy.identity.accounts.TeamService;
import io.understudy.versions.StatedStrength;
import io.understudy.versions.checklist.ChecklistEditionRepository;
import io.understudy.versions.checklist.ChecklistTick;
import io.understudy.versions.checklist.ChecklistTicks;
import io.understudy.versions.checklist.EvidenceSources;
import io.understudy.versions.recalls.SnapshotRecallRepository;
import io.understudy.versions.registry.Contributor;
import io.understudy.versions.registry.Contributors;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.review.decisions.DecisionTrailCheck;
import io.understudy.versions.review.decisions.LinkMakers;
import io.understudy.versions.review.decisions.Manifest;
import io.understudy.versions.review.decisions.ManifestHash;
import io.understudy.versions.review.decisions.Signatures;
import io.understudy.versions.review.decisions.VersionDecision;
import io.understudy.versions.review.decisions.VersionDecisions;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

@Component
public class ReviewContexts {
    private final ChecklistEditionRepository templates;
    private final ChecklistTicks ticks;
    private final Contributors contributors;
    private final VersionDecisions decisions;
    private final ReviewRulesService rules;
    private final PhotoConsentService consents;
    private final EvidenceSources sources;
    private final SnapshotRecallRepository recalls;
    private final Manifest manifest;
    private final DecisionTrailCheck trail;
    private final TeamService team;

    ReviewContexts(
            ChecklistEditionRepository templates,
            ChecklistTicks ticks,
            Contributors contributors,
            VersionDecisions decisions,
            ReviewRulesService rules,
            PhotoConsentService consents,
            EvidenceSources sources,
            SnapshotRecallRepository recalls,
            Manifest manifest,
            DecisionTrailCheck trail,
            TeamService team) {
        this.templates = templates;
        this.ticks = ticks;
        this.contributors = contributors;
        this.decisions = decisions;
        this.rules = rules;
        this.consents = consents;
        this.sources = sources;
        this.recalls = recalls;
        this.manifest = manifest;
        this.trail = trail;
        this.team = team;
    }

    public ReviewContext of(LoraVersion version) {
        List<ChecklistTick> allTicks = ticks.of(version.getId());
        List<WithdrawnPhoto> withdrawn =
                version.snapshot().map(consents::withdrawnIn).orElse(List.of());
        Map<String, String> stale = sources.stale(version.id(), allTicks);
        SnapshotRecall recall = version.snapshot().flatMap(recalls::of).orElse(null);
        List<Contributor> everybody = contributors.of(List.of(version.getId()));
        String text = manifest.canonical(version, everybody, allTicks, facts(version, withdrawn, recall), stale);
        ManifestHash hash = Manifest.hash(text);
        List<VersionDecision> history = decisions.findByVersionIdOrderByPosition(version.getId());
        return new ReviewContext(
                version,
                templates.items(version.templateId()),
                allTicks,
                stale,
                everybody,
                Signatures.of(history, hash),
                ReviewContext.lastRequest(history),
                rules.current(),
                withdrawn,
                recall,
                text,
                hash,
                SingletonSupplier.of(() -> new LinkMakers(team.unconfirmedPasswordLinks())),
                SingletonSupplier.of(() -> trail.disagreements(version)),
                SingletonSupplier.of(() -> trail.whyUncertain(version)));
    }

    /** Those of these snapshots from which nothing may be handed out: recalled, or with withdrawn photos. */
    public Set<SnapshotId> unusable(Collection<SnapshotId> snapshots) {
        Set<SnapshotId> unusable = new HashSet<>(recalls.of(snapshots).keySet());
        if (!snapshots.isEmpty()) {
            unusable.addAll(consents.withdrawnIn(snapshots).keySet());
        }
        return unusable;
    }

    private static Map<String, String> facts(
            LoraVersion version, List<WithdrawnPhoto> withdrawn, @Nullable SnapshotRecall recall) {
        Map<String, String> facts = new HashMap<>();
        facts.put("Consent", standing(version, withdrawn));
        StatedStrength stated = version.strength();
        // Left out while it is the guide's: what was signed before anyone could state it still holds.
        if (stated != null) {
            facts.put("Recommended strength", stated.window().inWords());
        }
        if (recall != null) {
            facts.put("Dataset", "recalled by " + recall.by() + ": " + recall.reason());
        }
        return facts;
    }

    private static String standing(LoraVersion version, List<WithdrawnPhoto> withdrawn) {
        if (version.snapshot().isEmpty()) {
            return "as the importer stated; its photos are not in this product";
        }
        return withdrawn.isEmpty()
                ? "no photo withdrawn"
                : "withdrawn for "
                        + withdrawn.stream()
                                .map(WithdrawnPhoto::fileName)
                                .sorted()
                                .collect(Collectors.joining(", "));
    }
}
