package io.understudy.datasets;

import io.understudy.datasets.pictures.PictureEdit;
import io.understudy.shared.Act;
import io.understudy.shared.Acts;
import io.understudy.shared.CurrentActor;
import io.understudy.shared.Refusal;
import io.understudy.storage.BlobStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class DerivedPictures {
    private final Pictures pictures;
    private final LedgerRows ledger;
    private final Contributions contributions;
    private final BlobStore blobs;
    private final CurrentActor actor;
    private final Acts acts;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DerivedPictures(
            Pictures pictures,
            LedgerRows ledger,
            Contributions contributions,
            BlobStore blobs,
            CurrentActor actor,
            Acts acts,
            ApplicationEventPublisher events,
            Clock clock) {
        this.pictures = pictures;
        this.ledger = ledger;
        this.contributions = contributions;
        this.blobs = blobs;
        this.actor = actor;
        this.acts = acts;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    public PictureId add(PictureId sourceId, PictureEdit edit, NewPicture made, boolean instead) {
        Picture source = load(sourceId);
        source.requirePresent();
        UUID by = actor.get().id();
        Picture picture = new Picture(source, edit, made, by, clock.instant());
        if (instead) {
            source.giveWayTo(picture);
            contributions.record(DatasetDeed.LEFT_OUT, List.of(source));
        }
        try {
            pictures.saveAndFlush(picture);
        } catch (DataIntegrityViolationException twice) {
            throw new Refusal.Conflict("The same crop of " + source.fileName() + " is in the dataset already.", twice);
        }
        ledger.derived(picture.original(), ledger.photoOf(source.original()), clock.instant());
        contributions.derived(source, picture);
        blobs.retain(picture.blobs());
        acts.publish("picture.derived", subject(picture), Map.of("from", source.fileName(), "edit", edit.words()));
        events.publishEvent(new MeasuringWanted());
        return new PictureId(picture.getId());
    }

    @Transactional
    public void backToSource(PictureId id) {
        Picture picture = load(id);
        picture.requirePresent();
        PictureId sourceId = picture.origin()
                .map(PictureOrigin::source)
                .orElseThrow(() -> new Refusal.RuleBroken(picture.fileName() + " was uploaded as it is."));
        Picture source = pictures.findById(sourceId.value())
                .filter(found -> !found.isRemoved())
                .orElseThrow(() -> new Refusal.Conflict("What " + picture.fileName()
                        + " was made from is no longer in the dataset, so the crop stays. Add the photo again first."));
        picture.remove(actor.get().id(), clock.instant());
        contributions.record(DatasetDeed.REMOVED, List.of(picture));
        if (source.comeBack()) {
            contributions.record(DatasetDeed.INCLUDED, List.of(source));
        }
        acts.publish("picture.removed", subject(picture), Map.of("in favour of", source.fileName()));
    }

    private Picture load(PictureId id) {
        return pictures.findById(id.value())
                .orElseThrow(() -> new Refusal.NotFound("This picture is no longer in the dataset."));
    }

    private static Act.Subject subject(Picture picture) {
        return new Act.Subject("picture", picture.getId().toString(), picture.fileName());
    }
}
