package io.understudy.versions.review.decisions;

import io.understudy.audit.SubjectTrail;
import io.understudy.audit.SubjectTrailRow;
import io.understudy.audit.TrailCheck;
import io.understudy.identity.accounts.TeamService;
import io.understudy.training.RunContribution;
import io.understudy.versions.ReviewAction;
import io.understudy.versions.VersionState;
import io.understudy.versions.registry.Contributor;
import io.understudy.versions.registry.Contributors;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Component;

/**
 * Compares decisions and makers with the audit trail. The tables of a version can be rewritten consistently by anyone
 * who may write to them; the rows of the trail are chained by their hashes.
 */
@Component
public class DecisionTrailCheck implements TrailCheck {
    public static final String MAKERS = RunContribution.MAKERS;
    /** Makes one more person a maker of a version that was there already. */
    public static final String LOOSENED = "version.rules-loosened";

    /** As {@link #LOOSENED}, for a person who settled a broken row of the trail. */
    public static final String SETTLED = "version.trail-settled";

    public static final String SIGN_OFFS = "sign-offs asked for";

    private static final int VERSIONS_AT_A_TIME = 200;
    private static final String CREATED = "version.created";
    private static final String IMPORTED = "version.imported";
    private static final Set<String> CREATIONS = Set.of(CREATED, IMPORTED);
    private static final Map<String, ReviewAction> VERBS =
            Arrays.stream(ReviewAction.values()).collect(Collectors.toMap(ReviewAction::act, action -> action));
    private static final Set<String> ACTS = Stream.concat(
                    VERBS.keySet().stream(), Stream.of(CREATED, IMPORTED, LOOSENED, SETTLED))
            .collect(Collectors.toSet());
    /** Between the time of a decision and that of its row, which databases round in their own ways. */
    private static final Duration SAME_TIME = Duration.ofSeconds(1);

    private final SubjectTrail trail;
    private final LoraVersions versions;
    private final VersionDecisions decisions;
    private final Contributors contributors;
    private final TeamService team;

    DecisionTrailCheck(
            SubjectTrail trail,
            LoraVersions versions,
            VersionDecisions decisions,
            Contributors contributors,
            TeamService team) {
        this.trail = trail;
        this.versions = versions;
        this.decisions = decisions;
        this.contributors = contributors;
        this.team = team;
    }

    public static String accounts(Collection<UUID> accounts) {
        return accounts.stream().map(UUID::toString).sorted().collect(Collectors.joining(", "));
    }

    /** What a person did who settled a row of the trail, to be read after the name. */
    public static String settled(String row) {
        return "settled row " + row + " of the audit trail, which is not as it was written";
    }

    /** The makers that a row of the trail names. */
    public static Stream<UUID> makersIn(SubjectTrailRow row) {
        return Arrays.stream(row.after().getOrDefault(MAKERS, "").split(", ", -1))
                .filter(account -> account.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .map(UUID::fromString);
    }

    @Override
    public Set<String> awaiting() {
        return CREATIONS;
    }

    /** Rows of the trail that are broken, whatever they were about, and what to do about them; empty while none is. */
    public Optional<String> broken() {
        return trail.state().broken();
    }

    /** Why it cannot be signed now although it agrees with the trail: other rows are broken, or were not read since. */
    public Optional<String> whyUncertain(LoraVersion version) {
        long created = trail.about("version", List.of(version.getId().toString()), CREATIONS).stream()
                .mapToLong(SubjectTrailRow::sequence)
                .max()
                .orElse(0);
        return trail.state().whyUncertain(created);
    }

    @Override
    public List<String> disagreements(BooleanSupplier stop) {
        List<String> all = new ArrayList<>();
        int page = 0;
        List<LoraVersion> some = page(page);
        while (!some.isEmpty() && !stop.getAsBoolean()) {
            // What the walk through the trail finds is said once, and not again with each version.
            Map<UUID, List<String>> found = disagreements(some, Collections.emptySortedSet());
            some.forEach(version -> found.getOrDefault(version.getId(), List.of()).stream()
                    .map(words -> version.name() + ": " + words)
                    .forEach(all::add));
            some = page(++page);
        }
        return all;
    }

    private List<LoraVersion> page(int page) {
        return versions.findAll(PageRequest.of(page, VERSIONS_AT_A_TIME, Sort.by("createdAt", "id")))
                .getContent();
    }

    /** Where the database and the trail disagree about this version, in sentences. */
    public List<String> disagreements(LoraVersion version) {
        return disagreements(List.of(version), trail.state().inDoubt()).getOrDefault(version.getId(), List.of());
    }

    /** Those of these about which they disagree, in a fixed number of queries. */
    public Set<UUID> contradicted(Collection<LoraVersion> some) {
        return disagreements(List.copyOf(some), trail.state().inDoubt()).entrySet().stream()
                .filter(found -> !found.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** @param inDoubt rows of the trail that do not fit those next to them */
    private Map<UUID, List<String>> disagreements(List<LoraVersion> some, SortedSet<Long> inDoubt) {
        Map<UUID, List<String>> found =
                compare(some, some.stream().collect(Collectors.toMap(LoraVersion::getId, LoraVersion::state)), inDoubt);
        // What was decided between two readings, or since these were loaded, looks wrong as well, and is not at the
        // second look.
        List<LoraVersion> suspicious = some.stream()
                .filter(version ->
                        !found.getOrDefault(version.getId(), List.of()).isEmpty())
                .toList();
        return suspicious.isEmpty() ? found : compare(suspicious, statesNow(suspicious), inDoubt);
    }

    private Map<UUID, VersionState> statesNow(List<LoraVersion> some) {
        return versions.statesOf(some.stream().map(LoraVersion::getId).toList()).stream()
                .collect(Collectors.toMap(LoraVersions.CurrentState::getId, LoraVersions.CurrentState::getState));
    }

    private Map<UUID, List<String>> compare(
            List<LoraVersion> some, Map<UUID, VersionState> states, SortedSet<Long> inDoubt) {
        List<UUID> ids = some.stream().map(LoraVersion::getId).toList();
        Map<UUID, List<VersionDecision>> decided = decisions.findByVersionIdInOrderByPosition(ids).stream()
                .collect(Collectors.groupingBy(VersionDecision::version));
        Map<UUID, List<Contributor>> parts = contributors.of(ids).stream()
                .collect(Collectors.groupingBy(part -> part.getId().versionId()));
        Map<String, List<SubjectTrailRow>> rows =
                trail.about("version", ids.stream().map(UUID::toString).toList(), ACTS).stream()
                        .collect(Collectors.groupingBy(SubjectTrailRow::subjectId));
        Map<UUID, List<String>> found = new HashMap<>();
        for (LoraVersion version : some) {
            UUID id = version.getId();
            found.put(
                    id,
                    new Comparison(
                                    version,
                                    states.getOrDefault(id, version.state()),
                                    decided.getOrDefault(id, List.of()),
                                    parts.getOrDefault(id, List.of()),
                                    rows.getOrDefault(id.toString(), List.of()),
                                    inDoubt)
                            .sentences());
        }
        return found;
    }

    private final class Comparison {
        private final LoraVersion version;
        private final VersionState state;
        private final List<VersionDecision> history;
        private final List<Contributor> parts;
        private final List<SubjectTrailRow> steps;
        private final List<SubjectTrailRow> births;
        private final SortedSet<Long> inDoubt;
        private final List<String> sentences = new ArrayList<>();

        Comparison(
                LoraVersion version,
                VersionState state,
                List<VersionDecision> history,
                List<Contributor> parts,
                List<SubjectTrailRow> rows,
                SortedSet<Long> inDoubt) {
            this.version = version;
            this.state = state;
            this.history = history;
            this.parts = parts;
            this.steps =
                    rows.stream().filter(row -> VERBS.containsKey(row.verb())).toList();
            this.births =
                    rows.stream().filter(row -> !VERBS.containsKey(row.verb())).toList();
            this.inDoubt = inDoubt;
        }

        List<String> sentences() {
            Stream.concat(births.stream(), steps.stream())
                    .filter(row -> !row.intact() || inDoubt.contains(row.sequence()))
                    .forEach(row -> sentences.add((row.intact()
                                    ? "Row %d of the trail does not fit the row next to it: one of the two was altered."
                                    : "Row %d of the trail was altered.")
                            .formatted(row.sequence())));
            births.stream()
                    .map(AlteredAuditEvents::in)
                    .filter(altered -> !altered.isEmpty())
                    .map(AlteredAuditEvents::words)
                    .forEach(sentences::add);
            requireCreation();
            compareDecisions();
            compareState();
            compareMakers();
            return List.copyOf(sentences);
        }

        /** A row that was given another subject or act is not among those of the version. */
        private void requireCreation() {
            if (births.stream().noneMatch(row -> CREATIONS.contains(row.verb()))) {
                sentences.add("The trail has no row about its creation, so a maker may be missing.");
            }
        }

        private void compareDecisions() {
            List<SubjectTrailRow> left = new ArrayList<>(steps);
            List<VersionDecision> unmatched = new ArrayList<>();
            List<Long> order = new ArrayList<>();
            for (VersionDecision decision : history) {
                left.stream()
                        .filter(row -> differences(decision, row).isEmpty())
                        .findFirst()
                        .ifPresentOrElse(
                                row -> {
                                    left.remove(row);
                                    order.add(row.sequence());
                                },
                                () -> unmatched.add(decision));
            }
            for (VersionDecision decision : unmatched) {
                left.stream()
                        .filter(row -> row.verb().equals(decision.verb().act()))
                        .findFirst()
                        .ifPresentOrElse(
                                row -> {
                                    left.remove(row);
                                    sentences.add("The decision “%s” is not what row %d of the trail says, “%s”: %s."
                                            .formatted(
                                                    said(decision),
                                                    row.sequence(),
                                                    said(row),
                                                    String.join(", ", differences(decision, row))));
                                },
                                () -> sentences.add(
                                        "The decision “%s” is in no row of the trail.".formatted(said(decision))));
            }
            left.forEach(row ->
                    sentences.add("Row %d of the trail, “%s”, has no decision.".formatted(row.sequence(), said(row))));
            if (!order.equals(order.stream().sorted().toList())) {
                sentences.add("The decisions are not in the order of the trail.");
            }
        }

        private List<String> differences(VersionDecision decision, SubjectTrailRow row) {
            PastDecision details = decision.details();
            List<String> differences = new ArrayList<>();
            add(differences, "the step", decision.verb().act().equals(row.verb()));
            add(differences, "the account", decision.account().equals(row.actorId()));
            add(differences, "the name", details.by().equals(row.actorName()));
            add(
                    differences,
                    "the time",
                    Duration.between(details.at(), row.at()).abs().compareTo(SAME_TIME) <= 0);
            add(
                    differences,
                    "the manifest",
                    details.manifest().hex().equals(row.after().get("manifest")));
            add(differences, "the state", details.to().word().equals(row.after().get("state")));
            add(
                    differences,
                    "the state before",
                    decision.from().word().equals(row.before().get("state")));
            Integer asked = decision.signOffsAsked();
            add(
                    differences,
                    "the number of sign-offs asked for",
                    Objects.equals(
                            asked == null ? null : asked.toString(), row.after().get(SIGN_OFFS)));
            String reason = details.reason();
            add(
                    differences,
                    "the reason",
                    storable(reason == null ? "" : reason)
                            .equals(storable(row.after().getOrDefault("reason", ""))));
            return differences;
        }

        private static void add(List<String> differences, String what, boolean same) {
            if (!same) {
                differences.add(what + " differs");
            }
        }

        /** The trail replaces halves of characters, which only some databases store. */
        private static String storable(String text) {
            return text.replaceAll("[\\p{Cs}\uFFFD]", "?");
        }

        private void compareState() {
            VersionState last = history.isEmpty()
                    ? VersionState.DRAFT
                    : history.getLast().details().to();
            if (state != last) {
                sentences.add(
                        "The version is %s, but its last decision left it %s.".formatted(state.word(), last.word()));
            }
        }

        private void compareMakers() {
            Set<UUID> makers = parts.stream()
                    .filter(Contributor::isMaker)
                    .map(Contributor::account)
                    .collect(Collectors.toSet());
            Set<UUID> missing = new TreeSet<>(said());
            missing.removeAll(makers);
            Set<UUID> decided = history.stream().map(VersionDecision::account).collect(Collectors.toSet());
            Set<UUID> idle = parts.stream()
                    .filter(part -> !part.isMaker())
                    .map(Contributor::account)
                    .filter(account -> !decided.contains(account))
                    .collect(Collectors.toSet());
            Set<UUID> named = new HashSet<>(missing);
            named.addAll(idle);
            Map<UUID, String> names = named.isEmpty() ? Map.of() : team.names(named);
            missing.forEach(maker -> sentences.add("%s made a part of it, but is not among its makers."
                    .formatted(names.getOrDefault(maker, maker.toString()))));
            idle.forEach(account -> sentences.add("%s is listed as a signer or approver without a decision."
                    .formatted(names.getOrDefault(account, account.toString()))));
        }

        private Set<UUID> said() {
            Set<UUID> said = new HashSet<>();
            version.launchedBy().ifPresent(said::add);
            steps.stream()
                    .filter(row -> row.verb().equals(ReviewAction.SUBMIT.act()))
                    .map(SubjectTrailRow::actorId)
                    .forEach(said::add);
            births.stream().flatMap(DecisionTrailCheck::makersIn).forEach(said::add);
            return said;
        }

        private static String said(VersionDecision decision) {
            PastDecision details = decision.details();
            return details.by() + " " + details.action().pastTense();
        }

        private static String said(SubjectTrailRow row) {
            ReviewAction action = VERBS.get(row.verb());
            return row.actorName() + " " + (action == null ? row.verb() : action.pastTense());
        }
    }
}
