package io.understudy.datasets.intake;

import io.understudy.characters.CharacterId;
import io.understudy.characters.CharacterService;
import io.understudy.characters.CharacterSummary;
import io.understudy.datasets.MeasuringRequested;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.consent.ConsentLedgerRepository;
import io.understudy.datasets.images.DatasetContributionRepository;
import io.understudy.datasets.images.NewPicture;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.Pictures;
import io.understudy.datasets.images.PositionRepository;
import io.understudy.platform.core.Actor;
import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.Wording;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes arrived pictures into a dataset: one upload at a time per character, all of it or nothing. */
@Component
public class WorkingSet {
    private static final int NAMES_IN_ACT = 20;

    private final Pictures pictures;
    private final ConsentLedgerRepository consents;
    private final CharacterService characters;
    private final DatasetContributionRepository contributions;
    private final PositionRepository positions;
    private final BlobStore blobs;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    WorkingSet(
            Pictures pictures,
            ConsentLedgerRepository consents,
            CharacterService characters,
            DatasetContributionRepository contributions,
            PositionRepository positions,
            BlobStore blobs,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.pictures = pictures;
        this.consents = consents;
        this.characters = characters;
        this.contributions = contributions;
        this.positions = positions;
        this.blobs = blobs;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    record Added(List<Picture> pictures, List<RejectedFile> duplicates) {}

    static IntakeReport report(Added added) {
        return new IntakeReport(
                added.pictures().stream().map(Picture::fileName).toList(),
                (int) added.pictures().stream().filter(p -> !p.isIncluded()).count(),
                added.duplicates(),
                List.of(),
                List.of(),
                null);
    }

    /** The first of so many places, for pictures that are added one after another. */
    @Transactional
    public int reserve(CharacterId character, int places) {
        return positions.reserve(character.value(), places);
    }

    /**
     * @param places of the pictures, {@linkplain #reserve reserved} before; none where they become the last ones
     * @param exported the snapshot that the pictures were exported from, or null
     */
    @Transactional
    public Added add(
            CharacterSummary character, List<NewPicture> arrived, List<Integer> places, @Nullable SnapshotId exported) {
        Added added = add(character, arrived, places, exported, actor.get());
        if (!added.pictures().isEmpty()) {
            publish(character, added.pictures());
        }
        return added;
    }

    /** Adds what a person sent before; that they did is on record already. */
    @Transactional
    public Added add(
            CharacterSummary character,
            List<NewPicture> arrived,
            List<Integer> places,
            @Nullable SnapshotId exported,
            Actor by) {
        UUID characterId = character.id().value();
        int position = positions.reserve(characterId, places.isEmpty() ? arrived.size() : 0);
        Map<String, String> present = presentNames(characterId, arrived);
        List<Picture> added = new ArrayList<>();
        List<RejectedFile> duplicates = new ArrayList<>();
        for (int i = 0; i < arrived.size(); i++) {
            NewPicture picture = arrived.get(i);
            String other = present.putIfAbsent(picture.original().hex(), picture.fileName());
            if (other != null) {
                duplicates.add(new RejectedFile(picture.fileName(), RejectionReasons.duplicateOf(other)));
            } else {
                int place = places.isEmpty() ? position++ : places.get(i);
                added.add(new Picture(characterId, place, picture, by.id(), clock.instant()));
            }
        }
        if (!added.isEmpty()) {
            leaveOutWithdrawn(added);
            pictures.saveAllAndFlush(added);
            contributions.uploaded(added, by);
            if (exported != null) {
                contributions.imported(character.id(), exported);
            }
            blobs.retain(added.stream().flatMap(p -> p.blobs().stream()).toList());
            giveACover(character.id(), added.getFirst());
            events.publishEvent(new MeasuringRequested());
        }
        return new Added(added, duplicates);
    }

    /** A withdrawn photo does not come back into use by being uploaded again. */
    private void leaveOutWithdrawn(List<Picture> added) {
        Set<BlobHash> withdrawn =
                consents.withdrawnAmong(added.stream().map(Picture::original).toList());
        added.stream().filter(picture -> withdrawn.contains(picture.original())).forEach(Picture::withdraw);
    }

    /** The first picture of a dataset stands for the character until someone chooses another. */
    private void giveACover(CharacterId character, Picture first) {
        // Read again: parallel uploads take turns at the dataset, and the one before may have given it.
        if (characters.get(character).cover() == null) {
            characters.useAsCover(character, first.thumbnail());
        }
    }

    private Map<String, String> presentNames(UUID characterId, List<NewPicture> arrived) {
        List<String> hashes = arrived.stream()
                .map(NewPicture::original)
                .map(BlobHash::hex)
                .distinct()
                .toList();
        return pictures.withHash(characterId, hashes).stream()
                .collect(Collectors.toMap(p -> p.original().hex(), Picture::fileName, (a, b) -> a, HashMap::new));
    }

    private void publish(CharacterSummary character, List<Picture> added) {
        auditEvents.publish(
                "picture.added",
                subject(character),
                Map.of(
                        "pictures",
                        String.valueOf(added.size()),
                        "files",
                        Wording.first(added.stream().map(Picture::fileName).toList(), NAMES_IN_ACT)));
    }

    public static AuditEvent.Subject subject(CharacterSummary character) {
        return new AuditEvent.Subject("character", character.slug(), character.name());
    }
}
