package io.understudy.datasets.snapshots.restore;

import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.DatasetAction;
import io.understudy.datasets.MeasuringRequested;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.datasets.captions.CaptionChange;
import io.understudy.datasets.captions.CaptionStepRepository;
import io.understudy.datasets.captions.CaptionWriter;
import io.understudy.datasets.consensus.TwoPeople;
import io.understudy.datasets.consent.ConsentLedgerRepository;
import io.understudy.datasets.images.DatasetContributionRepository;
import io.understudy.datasets.images.NewPicture;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.Pictures;
import io.understudy.datasets.images.PositionRepository;
import io.understudy.datasets.snapshots.SnapshotRepository;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StoredBlob;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class SnapshotRestore {
    private final Pictures pictures;
    private final SnapshotRepository repository;
    private final ConsentLedgerRepository consents;
    private final PositionRepository positions;
    private final DatasetContributionRepository contributions;
    private final TwoPeople twoPeople;
    private final CaptionWriter captions;
    private final CaptionStepRepository captionStepRepository;
    private final BlobStore blobs;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SnapshotRestore(
            Pictures pictures,
            SnapshotRepository repository,
            ConsentLedgerRepository consents,
            PositionRepository positions,
            DatasetContributionRepository contributions,
            TwoPeople twoPeople,
            CaptionWriter captions,
            CaptionStepRepository captionStepRepository,
            BlobStore blobs,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.pictures = pictures;
        this.repository = repository;
        this.consents = consents;
        this.positions = positions;
        this.contributions = contributions;
        this.twoPeople = twoPeople;
        this.captions = captions;
        this.captionStepRepository = captionStepRepository;
        this.blobs = blobs;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What stays as it was.
     *
     * @param withdrawn pictures that stay out, because their photo was withdrawn
     * @param awaiting pictures of which a second person has to say the same, where the dataset asks for two
     */
    record Left(int withdrawn, int awaiting) {}

    @Transactional
    public Left restore(SnapshotSummary snapshot, CharacterSummary character) {
        UUID characterId = character.id().value();
        List<SnapshotEntry> all = repository.entries(snapshot.id());
        Set<BlobHash> withdrawn = consents.withdrawnAmong(
                all.stream().map(SnapshotEntry::original).toList());
        List<SnapshotEntry> entries =
                all.stream().filter(e -> !withdrawn.contains(e.original())).toList();
        Map<BlobHash, Picture> known = known(characterId, entries);
        List<Picture> others = new ArrayList<>(pictures.present(characterId));
        List<Picture> restored = new ArrayList<>();
        List<Picture> foreign = new ArrayList<>();
        for (SnapshotEntry entry : entries) {
            Picture picture = known.get(entry.original());
            if (picture == null) {
                picture = recreate(characterId, entry);
                foreign.add(picture);
            } else if (picture.isRemoved()) {
                picture.restore();
            }
            picture.repeat(entry.repeats());
            restored.add(picture);
        }
        others.removeAll(restored);
        int awaiting = include(restored, true) + include(others, false);
        arrange(characterId, restored, others);
        pictures.flush();
        List<CaptionChange> changes = writeCaptions(restored, entries);
        contributions.recreated(foreign);
        contributions.record(DatasetAction.RESTORED_SNAPSHOT, character.id());
        captionStepRepository.push(
                character.id(),
                "restored the captions of snapshot " + snapshot.id().brief(),
                changes);
        auditEvents.publish(
                "snapshot.restored",
                new AuditEvent.Subject(
                        "snapshot", snapshot.id().hash(), snapshot.id().brief()),
                Map.of(
                        "character", character.slug(),
                        "pictures", String.valueOf(restored.size()),
                        "left out", String.valueOf(others.size())));
        if (!foreign.isEmpty()) {
            events.publishEvent(new MeasuringRequested());
        }
        return new Left(all.size() - entries.size(), awaiting);
    }

    /** @return for how many of them that does not count yet */
    private int include(List<Picture> wanted, boolean included) {
        List<Picture> others = wanted.stream()
                .filter(picture -> picture.isIncluded() != included)
                .toList();
        List<Picture> decided = twoPeople.decided(others, included);
        decided.forEach(included ? Picture::include : Picture::exclude);
        return others.size() - decided.size();
    }

    /** By their original, those in the dataset before those that were removed from it. */
    private Map<BlobHash, Picture> known(UUID character, List<SnapshotEntry> entries) {
        Map<BlobHash, Picture> known = new HashMap<>();
        pictures.withOriginal(
                        character, entries.stream().map(e -> e.original().hex()).toList())
                .forEach(picture -> known.merge(picture.original(), picture, (a, b) -> a.isRemoved() ? b : a));
        return known;
    }

    private Picture recreate(UUID character, SnapshotEntry entry) {
        StoredBlob original = blobs.describe(entry.original());
        NewPicture lost = new NewPicture(
                entry.fileName(),
                original.mediaType(),
                entry.original(),
                entry.display(),
                entry.thumbnail(),
                entry.width(),
                entry.height(),
                original.size(),
                entry.caption(),
                true,
                entry.repeats());
        Picture picture =
                pictures.save(new Picture(character, 0, lost, actor.get().id(), clock.instant()));
        blobs.retain(picture.blobs());
        return picture;
    }

    private void arrange(UUID character, List<Picture> restored, List<Picture> others) {
        int position = positions.reserve(character, restored.size() + others.size());
        for (Picture picture : restored) {
            picture.moveTo(position++);
        }
        for (Picture picture : others) {
            picture.moveTo(position++);
        }
    }

    private List<CaptionChange> writeCaptions(List<Picture> restored, List<SnapshotEntry> entries) {
        List<Picture> changed = new ArrayList<>();
        List<CaptionChange> changes = new ArrayList<>();
        for (int i = 0; i < restored.size(); i++) {
            Picture picture = restored.get(i);
            String caption = entries.get(i).caption();
            if (!picture.caption().equals(caption)) {
                changes.add(CaptionChange.of(picture, caption));
                changed.add(picture);
            }
        }
        captions.write(changed, changes.stream().map(CaptionChange::after).toList());
        return changes;
    }
}
