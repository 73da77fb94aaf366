package io.understudy.versions.checklist;

import io.understudy.identity.ReviewersOnly;
import io.understudy.identity.Role;
import io.understudy.identity.access.TokenGrant;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.training.RunId;
import io.understudy.training.SamplePicture;
import io.understudy.training.runs.RunService;
import io.understudy.versions.Sentences;
import io.understudy.versions.VersionChanged;
import io.understudy.versions.VersionId;
import io.understudy.versions.VersionReader;
import io.understudy.versions.VersionService;
import io.understudy.versions.VersionState;
import io.understudy.versions.checklist.evidence.Evidence;
import io.understudy.versions.checklist.evidence.EvidenceChanged;
import io.understudy.versions.registry.LoraVersion;
import io.understudy.versions.registry.LoraVersions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ticks and unticks the quality checklist of a version; what was looked at is kept for as long as the version is. */
@Service
@ReviewersOnly
@Transactional(readOnly = true)
public class ChecklistService {
    private static final int TEXT_LENGTH = 2000;
    private static final int MOST_EVIDENCE = 60;

    private final LoraVersions versions;
    private final ChecklistTicks ticks;
    private final ChecklistEditionRepository templates;
    private final EvidenceSources sources;
    private final ItemFacts facts;
    private final RunService runs;
    private final BlobStore blobs;
    private final TeamService team;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ChecklistService(
            LoraVersions versions,
            ChecklistTicks ticks,
            ChecklistEditionRepository templates,
            EvidenceSources sources,
            ItemFacts facts,
            RunService runs,
            BlobStore blobs,
            TeamService team,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.versions = versions;
        this.ticks = ticks;
        this.templates = templates;
        this.sources = sources;
        this.facts = facts;
        this.runs = runs;
        this.blobs = blobs;
        this.team = team;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Says that an item holds.
     *
     * @param item key of the item
     * @param note what was looked at and how it looked
     * @param evidence samples of the version's own run, pictures of its sheet, uploads, facts, and what the person saw
     *     in the item automatically; the rest of what is there automatically is copied, too
     * @throws DomainException.Conflict when someone ticked it meanwhile
     * @throws DomainException.RuleViolation when the note or the evidence is missing, too little or not of this version
     */
    @Transactional
    public void tick(VersionId id, String item, String note, List<Evidence> evidence) {
        LoraVersion version = lockOpen(id);
        ChecklistItem wanted = item(version, item);
        requireRole(wanted);
        standing(version, item).ifPresent(earlier -> {
            throw new DomainException.Conflict("\"%s\" was ticked by %s meanwhile, so nothing was saved."
                    .formatted(wanted.title(), earlier.details().tickedBy()));
        });
        String words = text("note", note, "Say what you checked and what you saw.");
        List<ItemFact> filled = filled(version, wanted);
        requireAsSeen(filled, evidence);
        List<Evidence> all = withFacts(evidence, filled);
        requireEvidence(version, wanted, all);
        store(version, wanted, words, all);
    }

    /**
     * Ticks several items as {@link #tick} does: all of them, or none.
     *
     * @throws DomainException.RuleViolation in the item whose note or evidence is not enough
     */
    @Transactional
    public void tickAll(VersionId id, List<NewTick> given) {
        for (NewTick one : given) {
            try {
                tick(id, one.item(), one.note(), one.evidence());
            } catch (DomainException.RuleViolation broken) {
                throw DomainException.RuleViolation.in(one.item(), broken.words());
            }
        }
    }

    /** @throws DomainException.RuleViolation when something that the item requires is not there or does not meet its limit */
    private List<ItemFact> filled(LoraVersion version, ChecklistItem item) {
        List<ItemFact> filled = facts.known(version).of(item);
        List<String> missing = filled.stream()
                .filter(ItemFact::standsInTheWay)
                .map(fact ->
                        "%s %s: %s.".formatted(fact.title(), fact.standing().words(), fact.words()))
                .toList();
        if (!missing.isEmpty()) {
            throw DomainException.RuleViolation.in(
                    "evidence", "“%s” cannot be ticked yet. %s".formatted(item.title(), String.join(" ", missing)));
        }
        return filled;
    }

    /** What fills itself and was sent along is what the person saw: it must still be the same. */
    private static void requireAsSeen(List<ItemFact> filled, List<Evidence> sent) {
        List<Evidence> now =
                filled.stream().map(ItemFact::evidence).filter(Objects::nonNull).toList();
        if (!now.containsAll(sent.stream().filter(ChecklistService::fillsItself).toList())) {
            throw DomainException.RuleViolation.in(
                    "evidence", "A measure or the verdict has changed since you looked. Check it, then tick again.");
        }
    }

    private static boolean fillsItself(Evidence piece) {
        return !Evidence.Kind.chosenByPeople().contains(piece.kind());
    }

    private static List<Evidence> withFacts(List<Evidence> chosen, List<ItemFact> filled) {
        List<Evidence> all = new ArrayList<>(
                chosen.stream().filter(piece -> !fillsItself(piece)).toList());
        filled.forEach(fact -> {
            Evidence piece = fact.evidence();
            if (piece != null) {
                all.add(piece);
            }
        });
        return all;
    }

    public List<Evidence> offers(VersionId id) {
        return sources.offers(id);
    }

    /**
     * Ticks an item again with what its evidence has become: the way on when something that a tick rested on changed,
     * under a signature, too.
     *
     * @throws DomainException.Conflict when nothing has changed
     */
    @Transactional
    public void confirm(VersionId id, String item) {
        LoraVersion version = versions.lock(id.value()).orElseThrow(VersionService::notFound);
        if (version.state() == VersionState.SUPERSEDED || version.state() == VersionState.REVOKED) {
            throw new DomainException.RuleViolation("The checklist is closed: this version is %s."
                    .formatted(version.state().word()));
        }
        ChecklistItem meant = item(version, item);
        requireRole(meant);
        ChecklistTick tick = standing(version, item)
                .orElseThrow(
                        () -> new DomainException.Conflict("\"%s\" is open now: tick it.".formatted(meant.title())));
        String stale = sources.stale(id, List.of(tick)).get(item);
        if (stale == null) {
            throw new DomainException.Conflict("The evidence of \"%s\" has not changed.".formatted(meant.title()));
        }
        TickDetails before = tick.details();
        List<ItemFact> filled = filled(version, meant);
        List<Evidence> now = before.evidence().stream()
                .filter(piece -> !fillsItself(piece))
                .map(piece -> piece.origin() == null
                        ? piece
                        : sources.now(id, piece.origin()).orElse(piece))
                .toList();
        tick.takeBack(stale, actor.get(), clock.instant());
        ticks.saveAndFlush(tick);
        store(version, meant, before.note(), withFacts(now, filled));
    }

    /** A program has the rights of a reviewer, even if it belongs to an admin. */
    private void requireRole(ChecklistItem item) {
        Role role = TokenGrant.current().isPresent() ? Role.REVIEWER : team.me().role();
        if (!role.includes(item.tickedBy())) {
            throw new DomainException.RuleViolation("\"%s\" is ticked by admins only.".formatted(item.title()));
        }
    }

    private void store(LoraVersion version, ChecklistItem wanted, String words, List<Evidence> evidence) {
        VersionId id = version.id();
        Actor by = actor.get();
        ticks.save(new ChecklistTick(id, wanted.key(), words, evidence, by, clock.instant()));
        blobs.retain(
                evidence.stream().flatMap(piece -> piece.bytesIfAny().stream()).toList());
        auditEvents.publish(
                "version.item-ticked",
                version.subject(),
                Map.of("item", wanted.title(), "note", words, "evidence", inWords(evidence)));
        events.publishEvent(new EvidenceChanged(id));
        events.publishEvent(new VersionChanged(id, version.character(), version.state()));
    }

    /**
     * Takes a tick back; it stays in the history with the reason.
     *
     * @throws DomainException.Conflict when the item is already open
     */
    @Transactional
    public void untick(VersionId id, String item, String reason) {
        untick(id, item, reason, null);
    }

    /**
     * As {@link #untick(VersionId, String, String)}, by a program.
     *
     * @param seen the tick that it has read
     * @throws DomainException.Conflict when it is another one now
     */
    @Transactional
    public void untick(VersionId id, String item, String reason, @Nullable TickDetails seen) {
        LoraVersion version = lockOpen(id);
        ChecklistItem meant = item(version, item);
        String words = text("reason", reason, "Say why it no longer holds.");
        ChecklistTick tick = standing(version, item)
                .orElseThrow(() -> new DomainException.Conflict(
                        "\"%s\" is no longer ticked. Someone else took it back first.".formatted(meant.title())));
        if (seen != null) {
            requireRole(meant);
            if (!tick.details().equals(seen)) {
                throw new DomainException.Conflict(
                        "\"%s\" was ticked again meanwhile, so nothing was saved.".formatted(meant.title()));
            }
        }
        tick.takeBack(words, actor.get(), clock.instant());
        auditEvents.publish(
                "version.item-unticked",
                version.subject(),
                Map.of("item", meant.title(), "note", tick.details().note()),
                Map.of("item", meant.title(), "reason", words));
        events.publishEvent(new EvidenceChanged(id));
        events.publishEvent(new VersionChanged(id, version.character(), version.state()));
    }

    private LoraVersion lockOpen(VersionId id) {
        LoraVersion version = versions.lock(id.value()).orElseThrow(VersionService::notFound);
        String whyNot = VersionReader.whyNoTicks(version, team.me());
        if (whyNot != null) {
            throw new DomainException.RuleViolation(whyNot);
        }
        return version;
    }

    private ChecklistItem item(LoraVersion version, String key) {
        return templates.items(version.templateId()).stream()
                .filter(item -> item.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new DomainException.NotFound("The checklist of this version has no such item."));
    }

    private Optional<ChecklistTick> standing(LoraVersion version, String item) {
        return ticks.of(version.getId()).stream()
                .filter(tick -> tick.stands() && tick.item().equals(item))
                .findFirst();
    }

    private void requireEvidence(LoraVersion version, ChecklistItem item, List<Evidence> evidence) {
        List<BlobHash> pictures = evidence.stream()
                .flatMap(piece -> piece.pictureIfAny().stream())
                .distinct()
                .toList();
        evidence.stream()
                .filter(piece -> !fillsItself(piece) && !item.accepts().contains(piece.kind()))
                .findFirst()
                .ifPresent(piece -> {
                    throw DomainException.RuleViolation.in(
                            "evidence",
                            "“%s” does not take %s; it takes %s."
                                    .formatted(
                                            item.title(),
                                            piece.kind().words(),
                                            Sentences.list(item.accepts().stream()
                                                    .sorted()
                                                    .map(Evidence.Kind::words)
                                                    .toList())));
                });
        boolean hasFact = evidence.stream()
                .map(Evidence::kind)
                .anyMatch(kind -> !kind.isPicture() && kind != Evidence.Kind.MEASURE);
        if (item.fileRequired() && evidence.stream().noneMatch(piece -> piece.kind() == Evidence.Kind.FILE)) {
            throw DomainException.RuleViolation.in("evidence", "“%s” needs a file: upload it.".formatted(item.title()));
        }
        if (pictures.size() < item.picturesWanted() && !hasFact) {
            throw DomainException.RuleViolation.in(
                    "evidence",
                    "Select at least %d %s that show it (%d selected), or write down a fact that proves it."
                            .formatted(
                                    item.picturesWanted(),
                                    item.picturesWanted() == 1 ? "picture" : "pictures",
                                    pictures.size()));
        }
        if (evidence.size() > MOST_EVIDENCE) {
            throw DomainException.RuleViolation.in(
                    "evidence", "At most " + MOST_EVIDENCE + " pictures can support one tick.");
        }
        evidence.forEach(piece -> text("evidence", piece.words(), "Each piece of evidence needs a description."));
        requireOwnSamples(version, evidence);
        requireLive(version, evidence);
        requireShownPictures(evidence);
        requireStoredFiles(evidence);
    }

    private void requireOwnSamples(LoraVersion version, List<Evidence> evidence) {
        Set<BlobHash> claimed = pictures(evidence, Evidence.Kind.SAMPLE);
        if (claimed.isEmpty()) {
            return;
        }
        RunId run = version.run()
                .orElseThrow(() -> DomainException.RuleViolation.in(
                        "evidence",
                        "This version was imported, so it has no samples. Generate a test sheet, or upload pictures."));
        claimed.removeAll(runs.samples(run).stream().map(SamplePicture::picture).collect(Collectors.toSet()));
        if (!claimed.isEmpty()) {
            throw DomainException.RuleViolation.in(
                    "evidence",
                    "%d of the selected pictures are not samples of %s, so they prove nothing about this version."
                            .formatted(claimed.size(), version.origin().words()));
        }
    }

    private void requireLive(LoraVersion version, List<Evidence> evidence) {
        List<Evidence> copies = evidence.stream()
                .filter(piece -> piece.kind() == Evidence.Kind.CELL)
                .toList();
        if (!copies.isEmpty() && !Set.copyOf(sources.offers(version.id())).containsAll(copies)) {
            throw DomainException.RuleViolation.in(
                    "evidence", "Some of the evidence has changed since you looked. Check it, then tick again.");
        }
    }

    /** Only pictures that the product itself encoded can be shown to the next person who looks. */
    private void requireShownPictures(List<Evidence> evidence) {
        for (BlobHash picture : pictures(evidence, Evidence.Kind.PICTURE)) {
            if (blobs.findInline(picture).isEmpty()) {
                throw DomainException.RuleViolation.in(
                        "evidence", "An uploaded picture is no longer there: upload it again.");
            }
        }
    }

    private void requireStoredFiles(List<Evidence> evidence) {
        evidence.stream()
                .filter(piece -> piece.kind() == Evidence.Kind.FILE)
                .filter(piece -> piece.bytesIfAny().filter(blobs::isStored).isEmpty())
                .findFirst()
                .ifPresent(piece -> {
                    throw DomainException.RuleViolation.in(
                            "evidence", piece.words() + " is no longer there: upload it again.");
                });
    }

    private static Set<BlobHash> pictures(List<Evidence> evidence, Evidence.Kind kind) {
        return evidence.stream()
                .filter(piece -> piece.kind() == kind)
                .flatMap(piece -> piece.pictureIfAny().stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String text(String field, String given, String whenMissing) {
        String text = Sentences.trimmed(given);
        if (text.isEmpty()) {
            throw DomainException.RuleViolation.in(field, whenMissing);
        }
        if (text.length() > TEXT_LENGTH) {
            throw DomainException.RuleViolation.in(field, "This is longer than " + TEXT_LENGTH + " characters.");
        }
        return text;
    }

    private static String inWords(List<Evidence> evidence) {
        long pictures =
                evidence.stream().filter(piece -> piece.kind().isPicture()).count();
        return evidence.stream()
                .filter(piece -> piece.kind() == Evidence.Kind.FACT)
                .map(Evidence::words)
                .findFirst()
                .map(fact -> pictures == 0 ? fact : pictures + " pictures; " + fact)
                .orElse(pictures + (pictures == 1 ? " picture" : " pictures"));
    }
}
