package io.understudy.datasets.quality;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.DatasetChanged;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.quality.vision.PictureMeter;
import io.understudy.datasets.quality.vision.PictureReading;
import io.understudy.settings.SettingsService;
import io.understudy.storage.BlobHash;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which pictures are to be measured: all in a dataset without a measure of the present method. */
@Component
class MeasureQueue {
    private final MeasureRepository repository;
    private final SettingsService settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    MeasureQueue(
            MeasureRepository repository, SettingsService settings, ApplicationEventPublisher events, Clock clock) {
        this.repository = repository;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** @param identity whether its face is to be compared */
    record Unmeasured(PictureId id, CharacterId character, BlobHash display, boolean identity) {}

    /** Whether any picture waits for a node that can look for faces; asked before the networks are built. */
    public boolean holdsAny() {
        return !waiting(true).isEmpty();
    }

    /**
     * What waits, oldest first.
     *
     * @param faces whether the caller can look for faces
     */
    @Transactional(readOnly = true)
    public List<PictureId> waiting(boolean faces) {
        return repository.unmeasured(PictureMeter.METHOD, faces, settings.on(MeasureService.IDENTITY)).stream()
                .map(Unmeasured::id)
                .toList();
    }

    @Transactional(readOnly = true)
    public Optional<Unmeasured> find(PictureId picture, boolean faces) {
        return repository.unmeasured(PictureMeter.METHOD, faces, settings.on(MeasureService.IDENTITY), picture);
    }

    @Transactional
    public void finish(Unmeasured picture, PictureReading reading) {
        if (repository.isPresent(picture.id())) {
            // Identity may have been turned off while the picture was measured: then its face is not kept.
            boolean keep = picture.identity() && settings.on(MeasureService.IDENTITY);
            PictureReading kept = keep ? reading : withoutEmbedding(reading);
            repository.put(picture.id(), PictureMeter.METHOD, kept, keep && reading.facesRead(), clock.instant());
        }
        events.publishEvent(new DatasetChanged(picture.character()));
    }

    /** Writes down why a picture cannot be measured, so that it is not tried for ever. */
    @Transactional
    public void giveUp(Unmeasured picture, String problem) {
        if (repository.isPresent(picture.id())) {
            repository.putProblem(picture.id(), PictureMeter.METHOD, problem, clock.instant());
        }
        events.publishEvent(new DatasetChanged(picture.character()));
    }

    private static PictureReading withoutEmbedding(PictureReading reading) {
        return new PictureReading(
                reading.hash(),
                reading.sharpness(),
                reading.exposure(),
                reading.facesRead(),
                reading.faces(),
                reading.shot(),
                reading.body(),
                reading.light(),
                reading.writing(),
                null);
    }
}
