package io.understudy.versions;

import io.understudy.datasets.SnapshotId;
import io.understudy.identity.Person;
import io.understudy.identity.Role;
import io.understudy.identity.accounts.PasswordLink;
import io.understudy.identity.accounts.TeamService;
import io.understudy.lora.Fit;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.versions.checklist.ChecklistEditionRepository;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.ChecklistLine;
import io.understudy.versions.checklist.ChecklistTick;
import io.understudy.versions.checklist.ChecklistTicks;
import io.understudy.versions.checklist.ItemFacts;
import io.understudy.versions.checklist.TickDetails;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportService;
import io.understudy.versions.registry.Contributor;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.review.AvailableAction;
import io.understudy.versions.review.Contribution;
import io.understudy.versions.review.ReviewContext;
import io.understudy.versions.review.ReviewContexts;
import io.understudy.versions.review.SignerTraces;
import io.understudy.versions.review.SignerTraces.MakerTrace;
import io.understudy.versions.review.SignerTraces.Signer;
import io.understudy.versions.review.SignerTraces.Trace;
import io.understudy.versions.review.SignerTraces.TracedLink;
import io.understudy.versions.review.SignerTraces.Traces;
import io.understudy.versions.review.decisions.DecisionTrailCheck;
import io.understudy.versions.review.decisions.ManifestChange;
import io.understudy.versions.review.decisions.ManifestDiff;
import io.understudy.versions.review.decisions.ManifestRepository;
import io.understudy.versions.review.decisions.Signature;
import io.understudy.versions.review.decisions.VersionDecision;
import io.understudy.versions.review.decisions.VersionDecisions;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
public class VersionReader {
    private final ReviewContexts contexts;
    private final ChecklistEditionRepository templates;
    private final ChecklistTicks ticks;
    private final VersionDecisions decisions;
    private final ManifestRepository manifests;
    private final ItemFacts facts;
    private final SignerTraces traces;
    private final DecisionTrailCheck trail;
    private final PassportService passports;
    private final TeamService team;
    private final BlobStore blobs;

    VersionReader(
            ReviewContexts contexts,
            ChecklistEditionRepository templates,
            ChecklistTicks ticks,
            VersionDecisions decisions,
            ManifestRepository manifests,
            ItemFacts facts,
            SignerTraces traces,
            DecisionTrailCheck trail,
            PassportService passports,
            TeamService team,
            BlobStore blobs) {
        this.contexts = contexts;
        this.templates = templates;
        this.ticks = ticks;
        this.decisions = decisions;
        this.manifests = manifests;
        this.facts = facts;
        this.traces = traces;
        this.trail = trail;
        this.passports = passports;
        this.team = team;
        this.blobs = blobs;
    }

    public List<VersionCard> cards(Collection<LoraVersion> versions) {
        if (versions.isEmpty()) {
            return List.of();
        }
        Map<UUID, Long> ticked = ticks
                .countStanding(versions.stream().map(LoraVersion::getId).toList())
                .stream()
                .collect(Collectors.toMap(ChecklistTicks.Count::getVersion, ChecklistTicks.Count::getTicks));
        Set<SnapshotId> unusable = contexts.unusable(versions.stream()
                .flatMap(version -> version.snapshot().stream())
                .collect(Collectors.toSet()));
        Map<BlobHash, FilePassport> read =
                passports.find(versions.stream().map(LoraVersion::file).toList());
        Map<UUID, Integer> sizes =
                templates.sizes(versions.stream().map(LoraVersion::templateId).collect(Collectors.toSet()));
        Set<UUID> contradicted = trail.contradicted(versions);
        return versions.stream()
                .map(version -> card(
                        version,
                        version.snapshot().map(unusable::contains).orElse(false),
                        contradicted.contains(version.getId()),
                        fit(version, read.get(version.file())),
                        ticked.getOrDefault(version.getId(), 0L).intValue(),
                        sizes.getOrDefault(version.templateId(), 0)))
                .toList();
    }

    private static @Nullable Fit fit(LoraVersion version, @Nullable FilePassport read) {
        return read == null ? null : read.fit(version.baseModel()).orElse(null);
    }

    private static VersionCard card(
            LoraVersion version, boolean recalled, boolean contradicted, @Nullable Fit fit, int ticked, int items) {
        return new VersionCard(
                version.id(),
                version.character(),
                version.number(),
                version.fileName(),
                version.state(),
                version.baseModel(),
                version.origin(),
                version.createdAt(),
                version.cover(),
                version.submittedBy(),
                version.submittedAt(),
                window(version),
                recalled,
                contradicted,
                fit,
                ticked,
                items);
    }

    private static @Nullable StrengthWindow window(LoraVersion version) {
        StatedStrength stated = version.strength();
        return stated == null ? null : stated.window();
    }

    VersionDetails details(LoraVersion version) {
        ReviewContext context = contexts.of(version);
        List<Signature> signatures = signatures(context);
        Traces found = traces.of(
                context, signatures.stream().map(VersionReader::signer).toList());
        Map<UUID, String> names = names(context, found);
        Person me = team.me();
        List<Person> people = team.active();
        List<ChecklistItem> open = context.openItems();
        return new VersionDetails(
                card(
                        version,
                        context.whyWithheld().isPresent(),
                        !context.contradictions().isEmpty(),
                        fit(version, passports.find(version.file()).orElse(null)),
                        context.items().size() - open.size(),
                        context.items().size()),
                version.file(),
                version.fileSize(),
                version.strength(),
                templates.edition(version.templateId()),
                checklist(context),
                makers(context, found, names),
                decisions.findByVersionIdOrderByPosition(version.getId()).stream()
                        .map(VersionDecision::details)
                        .toList(),
                context.hash(),
                context.manifest(),
                signatures.stream()
                        .map(signature -> traced(signature, found.of(signer(signature)), names))
                        .toList(),
                context.rules(),
                context.availableTo(me).stream()
                        .map(action -> new AvailableAction(action, context.obstacles(action, me, people)))
                        .toList(),
                context.unavailableTo(me),
                context.recall(),
                context.contributor(me.id().value())
                        .filter(Contributor::isMaker)
                        .isPresent(),
                whyNoTicks(version, me),
                context.contradictions(),
                trail.broken().orElse(null),
                blobs.damage(version.file()).orElse(null));
    }

    public List<Signature> signatures(ReviewContext context) {
        Map<String, String> titles = context.titles();
        return context.signatures().all().stream()
                .map(signature ->
                        signature.stale() ? signature.withChanges(changes(signature, context, titles)) : signature)
                .toList();
    }

    /** Of all whom the page names as makers or in the traces of accounts and passwords. */
    private Map<UUID, String> names(ReviewContext context, Traces found) {
        Set<UUID> people = context.contributors().stream()
                .filter(Contributor::isMaker)
                .map(Contributor::account)
                .collect(Collectors.toCollection(HashSet::new));
        found.signers().values().forEach(trace -> people.addAll(trace.people()));
        found.makers().values().stream().flatMap(MakerTrace::people).forEach(people::add);
        return team.names(people);
    }

    private static Signature traced(Signature signature, Trace trace, Map<UUID, String> names) {
        return signature.traced(name(trace.invitedBy(), names), link(trace, names));
    }

    private static Signer signer(Signature signature) {
        return new Signer(signature.account(), signature.at());
    }

    private static Signature.@Nullable Link link(Trace trace, Map<UUID, String> names) {
        PasswordLink used = trace.link();
        return used == null
                ? null
                : new Signature.Link(
                        names.getOrDefault(used.by(), "an admin"),
                        name(used.confirmedBy(), names),
                        name(trace.linkGoesBackTo(), names));
    }

    private static @Nullable String name(@Nullable UUID account, Map<UUID, String> names) {
        return account == null ? null : names.get(account);
    }

    private List<ManifestChange> changes(Signature signature, ReviewContext context, Map<String, String> titles) {
        return manifests
                .content(signature.manifest())
                .map(seen -> ManifestDiff.between(seen, context.manifest(), titles))
                .orElse(List.of(new ManifestChange("Manifest", "was not kept when this was signed")));
    }

    private List<ChecklistLine> checklist(ReviewContext context) {
        ItemFacts.Known known = facts.known(context.version());
        return context.items().stream()
                .map(item -> {
                    List<ChecklistTick> mine = context.ticks().stream()
                            .filter(tick -> tick.item().equals(item.key()))
                            .toList();
                    TickDetails standing = mine.stream()
                            .filter(ChecklistTick::stands)
                            .map(ChecklistTick::details)
                            .findFirst()
                            .orElse(null);
                    List<TickDetails> takenBack = mine.stream()
                            .filter(tick -> !tick.stands())
                            .map(ChecklistTick::details)
                            .toList()
                            .reversed();
                    return new ChecklistLine(
                            item,
                            standing,
                            known.of(item),
                            takenBack,
                            context.staleItems().get(item.key()));
                })
                .toList();
    }

    private static List<Contribution> makers(ReviewContext context, Traces found, Map<UUID, String> names) {
        return context.contributors().stream()
                .filter(Contributor::isMaker)
                .map(maker -> new Contribution(
                        names.getOrDefault(maker.account(), "Understudy"),
                        Stream.concat(
                                        maker.reasons(context.version()).stream()
                                                .map(deed -> new Contribution.Reason(deed.words(), deed.at())),
                                        traced(found.of(maker.account()), names))
                                .toList()))
                .sorted(Comparator.comparing(Contribution::name))
                .toList();
    }

    private static Stream<Contribution.Reason> traced(MakerTrace trace, Map<UUID, String> names) {
        String inviter = name(trace.invitedBy(), names);
        return Stream.concat(
                Stream.ofNullable(inviter)
                        .map(signer -> new Contribution.Reason(
                                "joined by an invitation that goes back to %s, who signed this version"
                                        .formatted(signer),
                                null)),
                trace.links().stream().map(one -> viaLink(one, names)));
    }

    /** It keeps the maker of the link from signing until another admin has confirmed the account. */
    private static Contribution.Reason viaLink(TracedLink traced, Map<UUID, String> names) {
        PasswordLink link = traced.link();
        UUID confirmer = link.confirmedBy();
        String signer = name(traced.goesBackTo(), names);
        return new Contribution.Reason(
                "chose a password by a link from %s that %s confirmed%s"
                        .formatted(
                                names.getOrDefault(link.by(), "an admin"),
                                confirmer == null
                                        ? "no other admin has"
                                        : names.getOrDefault(confirmer, "another admin"),
                                signer == null
                                        ? ""
                                        : ", which goes back to %s, who signed this version".formatted(signer)),
                link.usedAt());
    }

    static @Nullable public String whyNoTicks(LoraVersion version, Person person) {
        if (!version.state().checklistIsOpen()) {
            return "The checklist is closed: this version is %s.%s"
                    .formatted(
                            version.state().word(),
                            version.state() == VersionState.SIGNED_OFF ? " Send it back to open the checklist." : "");
        }
        return person.role().includes(Role.REVIEWER)
                ? null
                : "Only a reviewer ticks the checklist; your role is "
                        + person.role().label() + ".";
    }
}
