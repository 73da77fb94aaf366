package io.understudy.versions.lineage;

import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.DatasetRoutes;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotDescendants;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.consent.ConsentRoutes;
import io.understudy.datasets.consent.LedgerFilter;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.datasets.consent.WithdrawnPhoto;
import io.understudy.identity.MembersOnly;
import io.understudy.training.RunRoutes;
import io.understudy.versions.VersionCard;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionOrigin;
import io.understudy.versions.VersionReader;
import io.understudy.versions.VersionRoutes;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionState;
import io.understudy.versions.VersionUses;
import io.understudy.versions.lineage.Lineage.Node;
import io.understudy.versions.lineage.Lineage.Stage;
import io.understudy.versions.lineage.Lineage.Standing;
import io.understudy.versions.recalls.DownloadRepository;
import io.understudy.versions.recalls.SnapshotRecallRepository;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@MembersOnly
@Transactional(readOnly = true)
public class LineageService {
    private static final int PHOTOS = 12;
    private static final int NODES = 12;

    private final LoraVersions versions;
    private final VersionReader reader;
    private final SnapshotRecallRepository recalls;
    private final DownloadRepository downloads;
    private final CharacterService characters;
    private final DatasetService datasets;
    private final PhotoConsentService consents;
    private final List<SnapshotDescendants> descendants;
    private final List<VersionUses> uses;

    LineageService(
            LoraVersions versions,
            VersionReader reader,
            SnapshotRecallRepository recalls,
            DownloadRepository downloads,
            CharacterService characters,
            DatasetService datasets,
            PhotoConsentService consents,
            List<SnapshotDescendants> descendants,
            List<VersionUses> uses) {
        this.versions = versions;
        this.reader = reader;
        this.recalls = recalls;
        this.downloads = downloads;
        this.characters = characters;
        this.datasets = datasets;
        this.consents = consents;
        this.descendants = List.copyOf(descendants);
        this.uses = List.copyOf(uses);
    }

    public Lineage of(VersionId id) {
        LoraVersion version = versions.findById(id.value()).orElseThrow(VersionService::notFound);
        VersionCard card = reader.cards(List.of(version)).getFirst();
        CharacterSummary character = characters.get(version.character());
        boolean usable = version.snapshot().map(this::isUsable).orElse(true);
        List<Stage> stages = new ArrayList<>(origin(card.origin(), character, usable));
        stages.add(new Stage("Version", List.of(node(card, usable, true)), 0));
        stages.add(production(List.of(card), usable));
        stages.add(usedBy(List.of(card)));
        return new Lineage(stages);
    }

    private List<Stage> origin(VersionOrigin origin, CharacterSummary character, boolean usable) {
        return switch (origin) {
            case VersionOrigin.Trained trained ->
                List.of(
                        photos(trained.snapshot(), character),
                        new Stage("Snapshot", List.of(snapshot(trained.snapshot(), character, false)), 0),
                        new Stage("Run", List.of(run(trained, usable)), 0));
            case VersionOrigin.Imported imported ->
                List.of(new Stage(
                        "Trained elsewhere",
                        List.of(new Node(imported.source(), imported.words(), "", null, "", Standing.PLAIN, false)),
                        0));
        };
    }

    private Node run(VersionOrigin.Trained trained, boolean usable) {
        String path = RunRoutes.of(trained.runNumber());
        Optional<Node> known = runs(trained.snapshot(), usable).stream()
                .filter(run -> run.path().equals(path))
                .findFirst();
        return new Node(
                "Run " + trained.runNumber(),
                trained.parameters().steps() + " steps on " + trained.backend(),
                path,
                null,
                known.map(Node::state).orElse(""),
                known.map(Node::standing).orElse(Standing.PLAIN),
                false);
    }

    private List<Node> runs(SnapshotId snapshot, boolean usable) {
        return descendants.stream()
                .flatMap(feature -> feature.of(List.of(snapshot)).stream())
                .filter(descendant -> "run".equals(descendant.kind()))
                .map(run -> new Node(
                        run.name(),
                        "",
                        run.path(),
                        null,
                        usable ? run.state() : run.state() + ", recalled",
                        !usable ? Standing.BAD : run.good() ? Standing.GOOD : Standing.PLAIN,
                        false))
                .toList();
    }

    public Lineage of(SnapshotId id) {
        SnapshotSummary summary = datasets.snapshot(id);
        CharacterSummary character = characters.get(summary.character());
        boolean usable = isUsable(id);
        List<VersionCard> cards = reader.cards(versions.findBySnapshotHashInOrderByCreatedAtDesc(List.of(id.hash())));
        return new Lineage(List.of(
                photos(id, character),
                new Stage("Snapshot", List.of(snapshot(id, character, true)), 0),
                stage("Runs", runs(id, usable)),
                stage(
                        "Versions",
                        cards.stream().map(card -> node(card, usable, false)).toList()),
                production(cards, usable),
                usedBy(cards)));
    }

    private boolean isUsable(SnapshotId snapshot) {
        return recalls.of(snapshot).isEmpty() && consents.withdrawnIn(snapshot).isEmpty();
    }

    private Stage photos(SnapshotId snapshot, CharacterSummary character) {
        Set<String> withdrawn = consents.withdrawnIn(snapshot).stream()
                .map(WithdrawnPhoto::fileName)
                .collect(Collectors.toSet());
        List<Node> nodes = datasets.entries(snapshot).stream()
                .sorted(Comparator.comparing(entry -> !withdrawn.contains(entry.fileName())))
                .map(entry -> photo(entry, character, withdrawn.contains(entry.fileName())))
                .toList();
        return new Stage("Photos", nodes.stream().limit(PHOTOS).toList(), Math.max(0, nodes.size() - (long) PHOTOS));
    }

    private static Node photo(SnapshotEntry entry, CharacterSummary character, boolean withdrawn) {
        return new Node(
                entry.fileName(),
                "",
                withdrawn
                        ? ConsentRoutes.of(character.slug(), LedgerFilter.WITHDRAWN)
                        : DatasetRoutes.of(character.slug()),
                entry.thumbnail(),
                withdrawn ? "withdrawn" : "",
                withdrawn ? Standing.BAD : Standing.PLAIN,
                false);
    }

    private Node snapshot(SnapshotId id, CharacterSummary character, boolean here) {
        SnapshotRecall recall = recalls.of(id).orElse(null);
        return new Node(
                "Snapshot " + id.brief(),
                datasets.snapshot(id).pictures() + " pictures of " + character.name(),
                here ? DatasetRoutes.snapshots(character.slug()) : DatasetRoutes.lineage(id),
                null,
                recall == null ? "" : "recalled",
                recall == null ? Standing.PLAIN : Standing.BAD,
                here);
    }

    private static Node node(VersionCard card, boolean usable, boolean here) {
        boolean bad = !usable || card.contradicted() || card.state() == VersionState.REVOKED;
        return new Node(
                card.name(),
                card.origin().rankInWords() + ", for " + card.baseModel().label(),
                VersionRoutes.of(card.id()),
                card.cover(),
                card.state().word() + doubt(card, usable),
                bad ? Standing.BAD : card.state() == VersionState.APPROVED ? Standing.GOOD : Standing.PLAIN,
                here);
    }

    private static String doubt(VersionCard card, boolean usable) {
        if (card.contradicted()) {
            return ", " + VersionCard.CONTRADICTS;
        }
        return usable || card.state() == VersionState.REVOKED ? "" : ", recalled";
    }

    private Stage production(List<VersionCard> cards, boolean usable) {
        return stage(
                "In production",
                cards.stream()
                        .filter(card -> card.state() == VersionState.APPROVED)
                        .map(card -> inProduction(card, usable))
                        .toList());
    }

    private Stage usedBy(List<VersionCard> all) {
        List<VersionCard> cards = all.stream().limit(NODES).toList();
        List<Node> nodes = new ArrayList<>();
        cards.forEach(card -> uses.stream()
                .flatMap(feature -> feature.of(card, NODES).stream())
                .map(LineageService::use)
                .forEach(nodes::add));
        Map<VersionId, Long> taken =
                downloads.holders(cards.stream().map(VersionCard::id).toList());
        cards.forEach(card -> {
            long holders = taken.getOrDefault(card.id(), 0L);
            if (holders > 0) {
                nodes.add(new Node(
                        holders == 1 ? "1 person or machine" : holders + " people and machines",
                        "downloaded " + card.name(),
                        VersionRoutes.of(card.id()),
                        null,
                        "",
                        Standing.PLAIN,
                        false));
            }
        });
        return stage("Used by", nodes);
    }

    private Node inProduction(VersionCard card, boolean usable) {
        CharacterSummary character = characters.get(card.character());
        return new Node(
                "Production of " + character.name(),
                "for " + card.baseModel().label(),
                "characters/" + character.slug(),
                character.cover(),
                usable && !card.contradicted() ? "handed out" : "withheld",
                usable && !card.contradicted() ? Standing.GOOD : Standing.BAD,
                false);
    }

    private static Node use(VersionUses.Use use) {
        return new Node(use.name(), use.fact(), use.path(), use.picture(), "", Standing.PLAIN, false);
    }

    private static Stage stage(String heading, List<Node> nodes) {
        return new Stage(heading, nodes.stream().limit(NODES).toList(), Math.max(0, nodes.size() - (long) NODES));
    }
}
