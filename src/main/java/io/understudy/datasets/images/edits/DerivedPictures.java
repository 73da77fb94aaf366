package io.understudy.datasets.images.edits;

import io.understudy.datasets.DatasetAction;
import io.understudy.datasets.MeasuringRequested;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.PictureOrigin;
import io.understudy.datasets.consent.ConsentLedgerRepository;
import io.understudy.datasets.images.DatasetContributionRepository;
import io.understudy.datasets.images.NewPicture;
import io.understudy.datasets.images.Picture;
import io.understudy.datasets.images.Pictures;
import io.understudy.datasets.images.decoding.PictureEdit;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.core.CurrentActor;
import io.understudy.platform.core.DomainException;
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
    private final ConsentLedgerRepository consents;
    private final DatasetContributionRepository contributions;
    private final BlobStore blobs;
    private final CurrentActor actor;
    private final AuditEvents auditEvents;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    DerivedPictures(
            Pictures pictures,
            ConsentLedgerRepository consents,
            DatasetContributionRepository contributions,
            BlobStore blobs,
            CurrentActor actor,
            AuditEvents auditEvents,
            ApplicationEventPublisher events,
            Clock clock) {
        this.pictures = pictures;
        this.consents = consents;
        this.contributions = contributions;
        this.blobs = blobs;
        this.actor = actor;
        this.auditEvents = auditEvents;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    public PictureId add(PictureId sourceId, PictureEdit edit, NewPicture made, boolean instead) {
        Picture source = pictures.require(sourceId);
        source.requirePresent();
        UUID by = actor.get().id();
        Picture picture = new Picture(source, edit, made, by, clock.instant());
        if (instead) {
            source.giveWayTo(picture);
            contributions.record(DatasetAction.LEFT_OUT, List.of(source));
        }
        try {
            pictures.saveAndFlush(picture);
        } catch (DataIntegrityViolationException twice) {
            throw new DomainException.Conflict(
                    "The same crop of " + source.fileName() + " is in the dataset already.", twice);
        }
        consents.derived(picture.original(), consents.photoOf(source.original()), clock.instant());
        contributions.derived(source, picture);
        blobs.retain(picture.blobs());
        auditEvents.publish(
                "picture.derived", picture.subject(), Map.of("from", source.fileName(), "edit", edit.words()));
        events.publishEvent(new MeasuringRequested());
        return new PictureId(picture.getId());
    }

    @Transactional
    public void backToSource(PictureId id) {
        Picture picture = pictures.require(id);
        picture.requirePresent();
        PictureId sourceId = picture.origin()
                .map(PictureOrigin::source)
                .orElseThrow(() -> new DomainException.RuleViolation(picture.fileName() + " was uploaded as it is."));
        Picture source = pictures.findById(sourceId.value())
                .filter(found -> !found.isRemoved())
                .orElseThrow(() -> new DomainException.Conflict("What " + picture.fileName()
                        + " was made from is no longer in the dataset, so the crop stays. Add the photo again first."));
        picture.remove(actor.get().id(), clock.instant());
        contributions.record(DatasetAction.REMOVED, List.of(picture));
        if (source.comeBack()) {
            contributions.record(DatasetAction.INCLUDED, List.of(source));
        }
        auditEvents.publish("picture.removed", picture.subject(), Map.of("in favour of", source.fileName()));
    }
}
