package io.understudy.datasets.snapshots;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.GuideCount;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.SnapshotUsage;
import io.understudy.datasets.images.DatasetContributionRepository;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.Pictures;
import io.understudy.identity.accounts.TeamService;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.ListPlace;
import io.understudy.platform.search.SearchText;
import io.understudy.prompting.guide.DatasetTargets;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
public class Snapshots {
    private final Pictures pictures;
    private final SnapshotRepository repository;
    private final DatasetContributionRepository contributions;
    private final BlobStore blobs;
    private final ObjectProvider<SnapshotUsage> usages;
    private final TransactionTemplate transaction;
    private final TeamService team;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Snapshots(
            Pictures pictures,
            SnapshotRepository repository,
            DatasetContributionRepository contributions,
            BlobStore blobs,
            ObjectProvider<SnapshotUsage> usages,
            TransactionTemplate transaction,
            TeamService team,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.pictures = pictures;
        this.repository = repository;
        this.contributions = contributions;
        this.blobs = blobs;
        this.usages = usages;
        this.transaction = transaction;
        this.team = team;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    private record Draft(List<SnapshotEntry> entries, List<UUID> pictures, SnapshotManifest manifest) {}

    /**
     * Stores the manifest first, outside of its own transaction, then writes the rows if the dataset is still the
     * same.
     */
    public SnapshotSummary freeze(CharacterSummary character, boolean fewerConfirmed, Supplier<GuideCount> count) {
        while (true) {
            Draft draft = draft(character);
            requireEnough(draft.entries().size(), fewerConfirmed);
            if (!fewerConfirmed) {
                count.get().requireEnough();
            }
            BlobHash manifest = blobs.storeMade(draft.manifest().bytes(), "application/json", Serving.INTERNAL)
                    .hash();
            SnapshotSummary frozen = transaction.execute(status -> write(character, manifest));
            if (frozen != null) {
                return frozen;
            }
        }
    }

    public SnapshotSummary freeze(CharacterSummary character) {
        return freeze(character, true, () -> new GuideCount(0, 0, 0));
    }

    public EpochCount epoch(SnapshotId id) {
        return EpochCount.of(repository.repeats(id));
    }

    public SnapshotSummary get(SnapshotId id) {
        return repository
                .find(id)
                .orElseThrow(() -> new DomainException.NotFound("There is no snapshot " + id.brief() + "."));
    }

    public List<SnapshotSummary> find(Collection<SnapshotId> ids) {
        return repository.find(ids);
    }

    /** By name or the beginning of the id. */
    public Page<SnapshotLine> page(CharacterId character, SearchText text, ListOrder order, Pageable page) {
        Page<SnapshotRepository.Row> found = repository.page(character, text, order, page);
        return new PageImpl<>(lines(found.getContent()), page, found.getTotalElements());
    }

    /** The newest first. */
    public List<SnapshotSummary> behind(
            CharacterId character, @Nullable ListPlace<Instant, SnapshotId> after, int most) {
        return after == null
                ? repository.behind(character, ListPlace.LATEST.key(), "", most)
                : repository.behind(character, after.key(), after.id().hash(), most);
    }

    /** By the beginning of its id. */
    public Optional<SnapshotLine> find(CharacterId character, String id) {
        return repository.find(character, id).map(row -> lines(List.of(row)).getFirst());
    }

    private List<SnapshotLine> lines(List<SnapshotRepository.Row> snapshots) {
        List<SnapshotId> ids =
                snapshots.stream().map(row -> row.snapshot().id()).toList();
        Map<SnapshotId, Long> runs = new HashMap<>();
        usages.orderedStream()
                .forEach(usage -> usage.runs(ids).forEach((id, count) -> runs.merge(id, count, Long::sum)));
        Map<UUID, String> people = team.names(
                snapshots.stream().map(SnapshotRepository.Row::by).distinct().toList());
        return snapshots.stream()
                .map(row -> new SnapshotLine(
                        row.snapshot(),
                        row.name(),
                        people.getOrDefault(row.by(), Actor.SYSTEM.name()),
                        runs.getOrDefault(row.snapshot().id(), 0L)))
                .toList();
    }

    public List<SnapshotEntry> entries(SnapshotId id) {
        get(id);
        return repository.entries(id);
    }

    public SnapshotDiff diff(SnapshotId before, SnapshotId after) {
        return SnapshotDiff.between(
                get(before).triggerWord(),
                repository.entries(before),
                get(after).triggerWord(),
                repository.entries(after));
    }

    public SnapshotDiff changesSince(SnapshotSummary frozen, CharacterSummary character) {
        return SnapshotDiff.between(
                frozen.triggerWord(), repository.entries(frozen.id()), character.triggerWord(), entriesNow(character));
    }

    public SnapshotDiff changesTo(SnapshotSummary frozen, CharacterSummary character) {
        return SnapshotDiff.between(
                character.triggerWord(), entriesNow(character), frozen.triggerWord(), repository.entries(frozen.id()));
    }

    public boolean hasIncluded(CharacterSummary character) {
        return pictures.countIncluded(character.id().value()) > 0;
    }

    public void rename(SnapshotSummary snapshot, @Nullable String name) {
        transaction.executeWithoutResult(status -> {
            String before = repository.name(snapshot.id());
            if (!Objects.equals(before, name)) {
                repository.rename(snapshot.id(), name);
                auditEvents.publish(
                        "snapshot.renamed",
                        subject(snapshot.id()),
                        Map.of("name", Objects.requireNonNullElse(before, "")),
                        Map.of("name", Objects.requireNonNullElse(name, "")));
                events.publishEvent(new SnapshotChanged(snapshot.character()));
            }
        });
    }

    public void nameIfNameless(SnapshotSummary snapshot, String name) {
        if (repository.name(snapshot.id()) == null) {
            rename(snapshot, name);
        }
    }

    public static AuditEvent.Subject subject(SnapshotId id) {
        return new AuditEvent.Subject("snapshot", id.hash(), id.brief());
    }

    /** Null when the dataset changed between the draft and now. */
    private @Nullable SnapshotSummary write(CharacterSummary character, BlobHash manifest) {
        Draft now = draft(character);
        if (!BlobHash.of(now.manifest().bytes()).equals(manifest)) {
            return null;
        }
        SnapshotSummary snapshot = new SnapshotSummary(
                new SnapshotId(manifest.hex()),
                character.id(),
                character.triggerWord(),
                now.entries().size(),
                clock.instant());
        if (repository.insert(snapshot, actor.get().id())) {
            repository.insertEntries(snapshot.id(), now.entries());
            blobs.retain(heldBlobs(manifest, now.entries()));
            auditEvents.publish(
                    "snapshot.frozen",
                    subject(snapshot.id()),
                    Map.of("character", character.slug(), "pictures", String.valueOf(snapshot.pictures())));
            events.publishEvent(new SnapshotChanged(snapshot.character()));
        }
        // Also when the content is known already: someone else may have arrived at it by their own hand.
        contributions.freeze(snapshot.id(), character.id(), now.pictures());
        return get(snapshot.id());
    }

    private Draft draft(CharacterSummary character) {
        List<Picture> included = pictures.included(character.id().value());
        List<SnapshotEntry> entries = entriesOf(included);
        return new Draft(
                entries, included.stream().map(Picture::getId).toList(), SnapshotManifest.of(character, entries));
    }

    private List<SnapshotEntry> entriesNow(CharacterSummary character) {
        return entriesOf(pictures.included(character.id().value()));
    }

    private static List<SnapshotEntry> entriesOf(List<Picture> included) {
        List<SnapshotEntry> entries = new ArrayList<>();
        for (Picture picture : included) {
            entries.add(picture.asEntry(entries.size() + 1));
        }
        return entries;
    }

    private static List<BlobHash> heldBlobs(BlobHash manifest, List<SnapshotEntry> entries) {
        List<BlobHash> held = new ArrayList<>();
        held.add(manifest);
        entries.forEach(e -> held.addAll(List.of(e.original(), e.display(), e.thumbnail())));
        return held;
    }

    private static void requireEnough(int included, boolean fewerConfirmed) {
        if (included == 0) {
            throw new DomainException.RuleViolation(
                    "There is no picture to train on. Add photos, or include one that is left out.");
        }
        if (included < DatasetTargets.MINIMUM_PICTURES && !fewerConfirmed) {
            throw new DomainException.RuleViolation(
                    "Only " + included + " of at least " + DatasetTargets.MINIMUM_PICTURES
                            + " pictures are included. With fewer, the face tends to look different in each generation: add more,"
                            + " or confirm that you mean it.");
        }
    }
}
