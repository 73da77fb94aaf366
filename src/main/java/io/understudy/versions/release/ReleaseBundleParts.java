package io.understudy.versions.release;

import io.understudy.bundle.BundleFormat;
import io.understudy.bundle.BundleFormat.Checklist;
import io.understudy.bundle.BundleFormat.Consent;
import io.understudy.bundle.BundleFormat.Decided;
import io.understudy.bundle.BundleFormat.Decision;
import io.understudy.bundle.BundleFormat.Head;
import io.understudy.bundle.BundleFormat.Item;
import io.understudy.bundle.BundleFormat.Lora;
import io.understudy.bundle.BundleFormat.Maker;
import io.understudy.bundle.BundleFormat.Photo;
import io.understudy.bundle.BundleFormat.Piece;
import io.understudy.bundle.BundleFormat.Tick;
import io.understudy.bundle.metadata.A1111Sidecar;
import io.understudy.bundle.metadata.ModelCard;
import io.understudy.bundle.metadata.ReleaseFacts;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.characters.ConsentFile;
import io.understudy.characters.LikenessBasis;
import io.understudy.collaboration.comments.CommentDetails;
import io.understudy.collaboration.comments.CommentService;
import io.understudy.datasets.DatasetService;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.consent.LedgerLine;
import io.understudy.datasets.consent.PhotoConsentService;
import io.understudy.identity.accounts.PasswordLink;
import io.understudy.identity.accounts.TeamService;
import io.understudy.lora.passport.PassportJson;
import io.understudy.platform.core.CurrentActor;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.versions.VersionOrigin;
import io.understudy.versions.checklist.ChecklistEditionRepository;
import io.understudy.versions.checklist.ChecklistItem;
import io.understudy.versions.checklist.ChecklistTick;
import io.understudy.versions.checklist.TickDetails;
import io.understudy.versions.checklist.VersionComments;
import io.understudy.versions.passports.FilePassport;
import io.understudy.versions.passports.PassportService;
import io.understudy.versions.registry.Contributor;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.review.ReviewContext;
import io.understudy.versions.review.SignerTraces;
import io.understudy.versions.review.SignerTraces.MakerTrace;
import io.understudy.versions.review.SignerTraces.Signer;
import io.understudy.versions.review.SignerTraces.Trace;
import io.understudy.versions.review.SignerTraces.Traces;
import io.understudy.versions.review.decisions.PastDecision;
import io.understudy.versions.review.decisions.VersionDecision;
import io.understudy.versions.review.decisions.VersionDecisions;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class ReleaseBundleParts {
    private final VersionDecisions decisions;
    private final ChecklistEditionRepository templates;
    private final CharacterService characters;
    private final DatasetService datasets;
    private final PhotoConsentService consents;
    private final CommentService comments;
    private final PassportService passports;
    private final SignerTraces traces;
    private final TeamService team;
    private final ReleaseFactsReader facts;
    private final BlobStore blobs;
    private final CurrentActor actor;
    private final Clock clock;

    ReleaseBundleParts(
            VersionDecisions decisions,
            ChecklistEditionRepository templates,
            CharacterService characters,
            DatasetService datasets,
            PhotoConsentService consents,
            CommentService comments,
            PassportService passports,
            SignerTraces traces,
            TeamService team,
            ReleaseFactsReader facts,
            BlobStore blobs,
            CurrentActor actor,
            Clock clock) {
        this.decisions = decisions;
        this.templates = templates;
        this.characters = characters;
        this.datasets = datasets;
        this.consents = consents;
        this.comments = comments;
        this.passports = passports;
        this.traces = traces;
        this.team = team;
        this.facts = facts;
        this.blobs = blobs;
        this.actor = actor;
        this.clock = clock;
    }

    ReleaseBundle of(ReviewContext context) {
        LoraVersion version = context.version();
        CharacterSummary character = characters.get(version.character());
        Optional<SnapshotSummary> snapshot = version.snapshot().map(datasets::snapshot);
        Map<String, BlobHash> files = new HashMap<>();
        version.snapshot().ifPresent(id -> files.put(BundleFormat.SNAPSHOT, new BlobHash(id.hash())));
        Checklist checklist = checklist(context, files);
        Decided decided = decided(context);
        Consent consent = consent(character, snapshot, version.origin());
        Head head = head(context, character);

        Map<String, Object> parts = new HashMap<>();
        parts.put(BundleFormat.CHECKLIST, checklist);
        parts.put(BundleFormat.DECISIONS, decided);
        parts.put(BundleFormat.CONSENT, consent);
        parts.put(BundleFormat.LINEAGE, lineage(version, character, snapshot));
        List<Map<String, Object>> said = said(version);
        parts.put(BundleFormat.COMMENTS, said);
        Map<String, String> texts = new HashMap<>();
        texts.put(BundleFormat.MANIFEST, context.manifest());
        texts.put(BundleFormat.PAGE, ReleaseBundlePage.of(head, checklist, decided, consent, said));
        ReleaseFacts known = facts.of(context, head, Map.of(), List.of());
        texts.put(BundleFormat.MODEL_CARD, ModelCard.text(known));
        texts.put(BundleFormat.SIDECAR, A1111Sidecar.text(known));
        passports
                .find(version.file())
                .flatMap(FilePassport::read)
                .ifPresent(passport -> texts.put(
                        BundleFormat.PASSPORT, PassportJson.of(passport).toPrettyString()));
        return new ReleaseBundle(head, texts, parts, files);
    }

    private Head head(ReviewContext context, CharacterSummary character) {
        LoraVersion version = context.version();
        return new Head(
                version.getId().toString(),
                version.name(),
                character.name(),
                version.baseModel().label(),
                version.state().word(),
                new Lora(version.fileName(), version.file().hex(), version.fileSize()),
                context.hash().hex(),
                version.snapshot().map(SnapshotId::hash).orElse(""),
                clock.instant().toString(),
                actor.get().name());
    }

    private Checklist checklist(ReviewContext context, Map<String, BlobHash> files) {
        Map<String, ChecklistTick> standing = context.ticks().stream()
                .filter(ChecklistTick::stands)
                .collect(Collectors.toMap(ChecklistTick::item, tick -> tick));
        List<Item> items = context.items().stream()
                .map(item -> item(item, standing.get(item.key()), files))
                .toList();
        return new Checklist(templates.edition(context.version().templateId()), items);
    }

    private Item item(ChecklistItem item, @Nullable ChecklistTick tick, Map<String, BlobHash> files) {
        return new Item(item.key(), item.title(), tick == null ? null : tick(tick.details(), files));
    }

    private Tick tick(TickDetails tick, Map<String, BlobHash> files) {
        List<Piece> evidence = tick.evidence().stream()
                .map(piece -> new Piece(
                        piece.kind().name(),
                        piece.words(),
                        piece.bytesIfAny().map(bytes -> file(bytes, files)).orElse(null)))
                .toList();
        return new Tick(tick.tickedBy(), tick.tickedAt().toString(), tick.note(), evidence);
    }

    private String file(BlobHash picture, Map<String, BlobHash> files) {
        String name =
                BundleFormat.evidence(picture.hex(), blobs.describe(picture).mediaType());
        files.put(name, picture);
        return name;
    }

    private Decided decided(ReviewContext context) {
        LoraVersion version = context.version();
        List<Contributor> makers =
                context.contributors().stream().filter(Contributor::isMaker).toList();
        Map<UUID, String> names =
                team.names(makers.stream().map(Contributor::account).toList());
        List<VersionDecision> history = decisions.findByVersionIdOrderByPosition(version.getId());
        Traces found = traces.of(
                context, history.stream().map(ReleaseBundleParts::signer).toList());
        return new Decided(
                makers.stream()
                        .map(maker -> maker(
                                maker.account(),
                                names.getOrDefault(maker.account(), "Understudy"),
                                maker.deeds(version),
                                found.of(maker.account())))
                        .toList(),
                history.stream()
                        .map(step -> decision(step, found.of(signer(step))))
                        .toList());
    }

    private static Maker maker(UUID account, String name, String deeds, MakerTrace trace) {
        List<BundleFormat.PasswordLink> links = trace.links().stream()
                .map(one -> link(one.link(), one.goesBackTo()))
                .toList();
        return new Maker(account.toString(), name, deeds, links.isEmpty() ? null : links, text(trace.invitedBy()));
    }

    private static Signer signer(VersionDecision step) {
        return new Signer(step.account(), step.details().at());
    }

    private static BundleFormat.PasswordLink link(PasswordLink link, @Nullable UUID goesBackTo) {
        return new BundleFormat.PasswordLink(
                link.by().toString(), link.usedAt().toString(), text(link.confirmedBy()), text(goesBackTo));
    }

    private static @Nullable String text(@Nullable UUID account) {
        return account == null ? null : account.toString();
    }

    private static Decision decision(VersionDecision step, Trace trace) {
        PasswordLink link = trace.link();
        PastDecision details = step.details();
        return new Decision(
                step.verb().name(),
                step.account().toString(),
                details.by(),
                details.at().toString(),
                step.manifest().hex(),
                step.signerMayApprove(),
                details.reason(),
                text(trace.invitedBy()),
                link == null ? null : link(link, trace.linkGoesBackTo()),
                step.signOffsAsked());
    }

    private Consent consent(CharacterSummary character, Optional<SnapshotSummary> snapshot, VersionOrigin origin) {
        LikenessBasis basis = character.likenessBasis();
        String words = basis == null ? "nothing on record" : basis.label();
        return new Consent(
                origin instanceof VersionOrigin.Imported imported
                        ? words + "; of the imported file: " + imported.permission()
                        : words,
                snapshot.map(consents::lines).orElse(List.of()).stream()
                        .map(ReleaseBundleParts::photo)
                        .toList());
    }

    private static Photo photo(LedgerLine line) {
        LedgerLine.Given given = line.given();
        ConsentFile document = given == null ? null : given.document();
        return given == null
                ? new Photo(line.photo().hex(), line.fileName(), line.state().name(), "", "", "", "", null, null)
                : new Photo(
                        line.photo().hex(),
                        line.fileName(),
                        line.state().name(),
                        given.basis().label(),
                        given.source(),
                        given.terms(),
                        given.vouchedBy(),
                        given.vouchedAt().toString(),
                        document == null ? null : document.blob().hex());
    }

    private Map<String, Object> lineage(
            LoraVersion version, CharacterSummary character, Optional<SnapshotSummary> snapshot) {
        Map<String, Object> chain = new LinkedHashMap<>();
        chain.put("character", Map.of("id", character.id().value().toString(), "name", character.name()));
        snapshot.ifPresent(frozen -> putSnapshot(chain, frozen));
        switch (version.origin()) {
            case VersionOrigin.Trained run ->
                chain.put(
                        "run",
                        Map.of(
                                "id", run.run().value().toString(),
                                "number", run.runNumber(),
                                "backend", run.backend(),
                                "parameters", run.parameters()));
            case VersionOrigin.Imported imported -> chain.put("imported", imported);
        }
        chain.put(
                "version",
                Map.of(
                        "id", version.getId().toString(),
                        "fileName", version.fileName(),
                        "sha256", version.file().hex(),
                        "bornAt", version.createdAt().toString()));
        return chain;
    }

    private void putSnapshot(Map<String, Object> chain, SnapshotSummary frozen) {
        chain.put(
                "photos",
                datasets.entries(frozen.id()).stream()
                        .map(entry -> Map.of(
                                "fileName", entry.fileName(),
                                "sha256", entry.original().hex(),
                                "caption", entry.caption()))
                        .toList());
        chain.put(
                "snapshot",
                Map.of(
                        "id", frozen.id().hash(),
                        "pictures", frozen.pictures(),
                        "triggerWord", frozen.triggerWord().value(),
                        "frozenAt", frozen.createdAt().toString()));
    }

    private List<Map<String, Object>> said(LoraVersion version) {
        return comments.all(VersionComments.KIND, version.getId().toString()).stream()
                .map(ReleaseBundleParts::comment)
                .toList();
    }

    private static Map<String, Object> comment(CommentDetails comment) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("about", VersionComments.item(comment.subject().part()).orElse("version"));
        said.put("by", comment.author());
        said.put("at", comment.writtenAt().toString());
        said.put("words", comment.deleted() ? "(deleted by its author)" : comment.words());
        said.put("edited", comment.editedAt() != null);
        said.put("resolvedBy", comment.resolvedBy() == null ? "" : comment.resolvedBy());
        return said;
    }
}
