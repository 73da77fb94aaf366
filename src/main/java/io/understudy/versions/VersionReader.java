package io.understudy.versions;

import io.understudy.datasets.SnapshotId;
import io.understudy.people.Person;
import io.understudy.people.Role;
import io.understudy.people.TeamService;
import io.understudy.storage.BlobStore;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class VersionReader {
    private final Dossiers dossiers;
    private final ChecklistTemplates templates;
    private final ChecklistTicks ticks;
    private final VersionDecisions decisions;
    private final Manifests manifests;
    private final ItemFacts facts;
    private final TeamService team;
    private final BlobStore blobs;

    VersionReader(
            Dossiers dossiers,
            ChecklistTemplates templates,
            ChecklistTicks ticks,
            VersionDecisions decisions,
            Manifests manifests,
            ItemFacts facts,
            TeamService team,
            BlobStore blobs) {
        this.dossiers = dossiers;
        this.templates = templates;
        this.ticks = ticks;
        this.decisions = decisions;
        this.manifests = manifests;
        this.facts = facts;
        this.team = team;
        this.blobs = blobs;
    }

    List<VersionCard> cards(Collection<LoraVersion> versions) {
        if (versions.isEmpty()) {
            return List.of();
        }
        Map<UUID, Long> ticked = ticks
                .countStanding(versions.stream().map(LoraVersion::getId).toList())
                .stream()
                .collect(Collectors.toMap(ChecklistTicks.Count::getVersion, ChecklistTicks.Count::getTicks));
        Set<SnapshotId> unusable = dossiers.unusable(versions.stream()
                .flatMap(version -> version.snapshot().stream())
                .collect(Collectors.toSet()));
        Map<UUID, Integer> sizes = new HashMap<>();
        return versions.stream()
                .map(version -> card(
                        version,
                        version.snapshot().map(unusable::contains).orElse(false),
                        ticked.getOrDefault(version.getId(), 0L).intValue(),
                        sizes.computeIfAbsent(version.templateId(), templates::size)))
                .toList();
    }

    private VersionCard card(LoraVersion version, boolean recalled, int ticked, int items) {
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
                ticked,
                items);
    }

    private static @Nullable StrengthWindow window(LoraVersion version) {
        StatedStrength stated = version.strength();
        return stated == null ? null : stated.window();
    }

    VersionDetails details(LoraVersion version) {
        Dossier dossier = dossiers.of(version);
        Person me = team.me();
        List<Person> people = team.active();
        List<ChecklistItem> open = dossier.openItems();
        return new VersionDetails(
                card(
                        version,
                        dossier.whyWithheld().isPresent(),
                        dossier.items().size() - open.size(),
                        dossier.items().size()),
                version.file(),
                version.fileSize(),
                version.strength(),
                templates.edition(version.templateId()),
                checklist(dossier),
                makers(dossier),
                decisions.findByVersionIdOrderByPosition(version.getId()).stream()
                        .map(VersionDecision::details)
                        .toList(),
                dossier.hash(),
                signatures(dossier),
                dossier.rules(),
                dossier.offeredTo(me).stream()
                        .map(verb -> new Offer(verb, dossier.obstacles(verb, me, people)))
                        .toList(),
                dossier.notOffered(me),
                dossier.recall(),
                dossier.participant(me.id().value())
                        .filter(Participant::isMaker)
                        .isPresent(),
                whyNoTicks(version, me),
                dossier.contradictions(),
                blobs.alteredSince(version.file()).orElse(null));
    }

    List<Signature> signatures(Dossier dossier) {
        Map<String, String> titles =
                dossier.items().stream().collect(Collectors.toMap(ChecklistItem::key, ChecklistItem::title));
        return dossier.signatures().all().stream()
                .map(signature ->
                        signature.stale() ? signature.withChanges(changes(signature, dossier, titles)) : signature)
                .toList();
    }

    private List<ManifestChange> changes(Signature signature, Dossier dossier, Map<String, String> titles) {
        return manifests
                .content(signature.manifest())
                .map(seen -> ManifestDiff.between(seen, dossier.manifest(), titles))
                .orElse(List.of(new ManifestChange("Manifest", "was not kept when this was signed")));
    }

    private List<ChecklistLine> checklist(Dossier dossier) {
        ItemFacts.Known known = facts.known(dossier.version());
        return dossier.items().stream()
                .map(item -> {
                    List<ChecklistTick> mine = dossier.ticks().stream()
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
                            dossier.staleItems().get(item.key()));
                })
                .toList();
    }

    private List<Contribution> makers(Dossier dossier) {
        List<Participant> makers =
                dossier.participants().stream().filter(Participant::isMaker).toList();
        Map<UUID, String> names =
                team.names(makers.stream().map(Participant::account).toList());
        return makers.stream()
                .map(maker -> new Contribution(
                        names.getOrDefault(maker.account(), "Understudy"),
                        maker.deeds(dossier.version().origin())))
                .sorted(Comparator.comparing(Contribution::name))
                .toList();
    }

    static @Nullable String whyNoTicks(LoraVersion version, Person person) {
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
