package io.understudy.datasets;

import io.understudy.characters.CharacterSummary;
import io.understudy.shared.Act;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
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
    private final SnapshotRows rows;
    private final LedgerRows ledger;
    private final WorkingSet workingSet;
    private final Contributions contributions;
    private final CaptionWriter captions;
    private final CaptionSteps steps;
    private final BlobStore blobs;
    private final CurrentActor actor;
    private final Acts acts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SnapshotRestore(
            Pictures pictures,
            SnapshotRows rows,
            LedgerRows ledger,
            WorkingSet workingSet,
            Contributions contributions,
            CaptionWriter captions,
            CaptionSteps steps,
            BlobStore blobs,
            CurrentActor actor,
            Acts acts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.pictures = pictures;
        this.rows = rows;
        this.ledger = ledger;
        this.workingSet = workingSet;
        this.contributions = contributions;
        this.captions = captions;
        this.steps = steps;
        this.blobs = blobs;
        this.actor = actor;
        this.acts = acts;
        this.events = events;
        this.clock = clock;
    }

    /** @return how many pictures stay out, because their photo was withdrawn */
    @Transactional
    public int restore(SnapshotSummary snapshot, CharacterSummary character) {
        UUID characterId = character.id().value();
        List<SnapshotEntry> all = rows.entries(snapshot.id());
        Set<BlobHash> withdrawn =
                ledger.withdrawnAmong(all.stream().map(SnapshotEntry::original).toList());
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
            picture.include();
            restored.add(picture);
        }
        others.removeAll(restored);
        others.forEach(Picture::exclude);
        arrange(characterId, restored, others);
        pictures.flush();
        List<CaptionChange> changes = writeCaptions(restored, entries);
        contributions.recreated(foreign);
        contributions.record(DatasetDeed.RESTORED_SNAPSHOT, character.id());
        steps.push(
                characterId,
                "restored the captions of snapshot " + snapshot.id().brief(),
                changes);
        acts.publish(
                "snapshot.restored",
                new Act.Subject("snapshot", snapshot.id().hash(), snapshot.id().brief()),
                Map.of(
                        "character", character.slug(),
                        "pictures", String.valueOf(restored.size()),
                        "left out", String.valueOf(others.size())));
        if (!foreign.isEmpty()) {
            events.publishEvent(new MeasuringWanted());
        }
        return all.size() - entries.size();
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
                true);
        Picture picture =
                pictures.save(new Picture(character, 0, lost, actor.get().id(), clock.instant()));
        blobs.retain(picture.blobs());
        return picture;
    }

    private void arrange(UUID character, List<Picture> restored, List<Picture> others) {
        int position = workingSet.reservePositions(character, restored.size() + others.size());
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
                changes.add(new CaptionChange(
                        new PictureId(picture.getId()), picture.fileName(), picture.caption(), caption));
                changed.add(picture);
            }
        }
        captions.write(changed, changes.stream().map(CaptionChange::after).toList());
        return changes;
    }
}
