package io.understudy.versions.review;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotId;
import io.understudy.identity.MembersOnly;
import io.understudy.identity.Person;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.CurrentActor;
import io.understudy.training.RunDetails;
import io.understudy.training.RunId;
import io.understudy.training.RunRoutes;
import io.understudy.training.RunState;
import io.understudy.training.RunSummary;
import io.understudy.training.lists.RunFilter;
import io.understudy.training.runs.RunListService;
import io.understudy.training.runs.RunService;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionService;
import io.understudy.versions.checklist.ChecklistEditionRepository;
import io.understudy.versions.registry.Contributor;
import io.understudy.versions.registry.Contributors;
import io.understudy.versions.registry.Deed;
import io.understudy.versions.registry.LoosenedRulesRepository;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import io.understudy.versions.review.MissingReviewers.Parts;
import io.understudy.versions.review.decisions.LinkMakers;
import io.understudy.versions.review.decisions.ManifestHash;
import io.understudy.versions.review.decisions.Signature;
import io.understudy.versions.review.decisions.Signatures;
import io.understudy.versions.review.decisions.VersionDecision;
import io.understudy.versions.review.decisions.VersionDecisions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class MissingReviewerService {
    private final LoraVersions versions;
    private final Contributors participants;
    private final VersionDecisions decisions;
    private final ChecklistEditionRepository checklists;
    private final ReviewRulesService rules;
    private final LoosenedRulesRepository loosened;
    private final RunListService runs;
    private final RunService launched;
    private final DatasetService datasets;
    private final TeamService team;
    private final CurrentActor actor;

    MissingReviewerService(
            LoraVersions versions,
            Contributors contributors,
            VersionDecisions decisions,
            ChecklistEditionRepository checklists,
            ReviewRulesService rules,
            LoosenedRulesRepository loosened,
            RunListService runs,
            RunService launched,
            DatasetService datasets,
            TeamService team,
            CurrentActor actor) {
        this.versions = versions;
        this.participants = contributors;
        this.decisions = decisions;
        this.checklists = checklists;
        this.rules = rules;
        this.loosened = loosened;
        this.runs = runs;
        this.launched = launched;
        this.datasets = datasets;
        this.team = team;
        this.actor = actor;
    }

    /**
     * A release that the team cannot decide.
     *
     * @param name of the version or the run
     * @param path of its page
     */
    public record Stuck(String name, String path, MissingReviewers missing) {}

    public MissingReviewers of(VersionId id) {
        LoraVersion version = versions.findById(id.value()).orElseThrow(VersionService::notFound);
        return ReviewInbox.UNFINISHED.contains(version.state())
                ? new Reading(List.of(version)).of(version)
                : MissingReviewers.NOBODY;
    }

    public MissingReviewers of(RunDetails run) {
        Optional<LoraVersion> version = versions.findByRunId(run.id().value());
        if (version.isPresent()) {
            return of(version.get().id());
        }
        return run.state().isOver()
                ? MissingReviewers.NOBODY
                : new Reading(List.of())
                        .of(withLooseners(
                                makers(
                                        datasets.contributors(run.snapshot()),
                                        launched.contributors(List.of(run.id())).getOrDefault(run.id(), List.of()),
                                        run.launchedBy()),
                                loosened.since(run.launchedAt()),
                                run.launchedAt()));
    }

    /** Who loosened the rules after the launch of a run will be a maker of its version. */
    private static Set<UUID> withLooseners(Set<UUID> makers, Map<UUID, Deed> looseners, Instant launched) {
        looseners.forEach((account, deed) -> {
            Instant at = deed.at();
            if (at != null && at.isAfter(launched)) {
                makers.add(account);
            }
        });
        return makers;
    }

    public MissingReviewers ofNextRun(CharacterId character, String backend) {
        return new Reading(List.of())
                .of(makers(
                        datasets.contributorsNow(character),
                        launched.makersOfEngine(backend),
                        actor.get().id()));
    }

    /** Versions and runs on their way that the team cannot decide, in a fixed number of queries. */
    public List<Stuck> stuck() {
        UUID me = actor.get().id();
        List<LoraVersion> waiting =
                versions.inStates(ReviewInbox.UNFINISHED, me, PageRequest.ofSize(ReviewInbox.LIMIT));
        List<RunSummary> running =
                runs.newest(new RunFilter(null, Set.copyOf(RunState.unfinished()), null), ReviewInbox.LIMIT);
        Map<SnapshotId, Set<UUID>> contributors =
                datasets.contributors(running.stream().map(RunSummary::snapshot).collect(Collectors.toSet()));
        Map<RunId, List<UUID>> ofRuns =
                launched.contributors(running.stream().map(RunSummary::id).toList());
        Map<UUID, Deed> looseners = running.isEmpty() ? Map.of() : loosened.since(Instant.EPOCH);
        Reading reading = new Reading(waiting);
        List<Stuck> stuck = new ArrayList<>();
        waiting.forEach(
                version -> stuck.add(new Stuck(nameOf(version), VersionRoutes.of(version.id()), reading.of(version))));
        running.forEach(run -> stuck.add(new Stuck(
                "run " + run.number(),
                RunRoutes.of(run.number()),
                reading.of(withLooseners(
                        makers(
                                contributors.getOrDefault(run.snapshot(), Set.of()),
                                ofRuns.getOrDefault(run.id(), List.of()),
                                run.launchedBy()),
                        looseners,
                        run.launchedAt())))));
        return stuck.stream().filter(one -> !one.missing().isEmpty()).toList();
    }

    private static String nameOf(LoraVersion version) {
        return version.fileName().replaceFirst("\\.safetensors$", "");
    }

    private static Set<UUID> makers(Set<UUID> ofDataset, Collection<UUID> ofRun, UUID launcher) {
        Set<UUID> makers = new HashSet<>(ofDataset);
        makers.addAll(ofRun);
        makers.add(launcher);
        return makers;
    }

    private final class Reading {
        private final ReviewRules asked = rules.current();
        private final SingletonSupplier<Set<UUID>> editors = SingletonSupplier.of(
                () -> checklists.editors(checklists.newest()).keySet());
        private final List<Person> people = team.active();
        private final LinkMakers links = new LinkMakers(team.unconfirmedPasswordLinks());
        private final Map<UUID, List<Contributor>> parts;
        private final Map<UUID, List<VersionDecision>> history;

        Reading(Collection<LoraVersion> waiting) {
            List<UUID> ids = waiting.stream().map(LoraVersion::getId).toList();
            parts = ids.isEmpty()
                    ? Map.of()
                    : participants.of(ids).stream()
                            .collect(Collectors.groupingBy(part -> part.getId().versionId()));
            history = ids.isEmpty()
                    ? Map.of()
                    : decisions.findByVersionIdInOrderByPosition(ids).stream()
                            .collect(Collectors.groupingBy(VersionDecision::version));
        }

        /** Of a run, whose version will have the checklist that is in force now. */
        MissingReviewers of(Set<UUID> makers) {
            return MissingReviewers.of(asked, people, new Parts(makers, editors.obtain(), Set.of(), Set.of(), links));
        }

        MissingReviewers of(LoraVersion version) {
            List<Contributor> all = parts.getOrDefault(version.getId(), List.of());
            // The person who signed can sign again, so a signature that has become stale needs nobody else.
            Set<UUID> signed =
                    Signatures.of(history.getOrDefault(version.getId(), List.of()), ManifestHash.NONE).all().stream()
                            .filter(Signature::isSignOff)
                            .map(Signature::account)
                            .collect(Collectors.toSet());
            return MissingReviewers.of(
                    asked,
                    people,
                    new Parts(
                            accounts(all, Contributor::answersForIt),
                            accounts(all, Contributor::isMaker),
                            accounts(all, part -> !part.isMaker()),
                            signed,
                            links));
        }
    }

    private static Set<UUID> accounts(List<Contributor> parts, Predicate<Contributor> wanted) {
        return parts.stream().filter(wanted).map(Contributor::account).collect(Collectors.toSet());
    }
}
