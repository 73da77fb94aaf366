package io.understudy.datasets.quality;

import io.understudy.datasets.MeasuringRequested;
import io.understudy.datasets.PictureId;
import io.understudy.datasets.quality.MeasureQueue.Unmeasured;
import io.understudy.datasets.quality.vision.PictureMeter;
import io.understudy.datasets.quality.vision.PictureReading;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.jobs.BackgroundQueue;
import io.understudy.platform.jobs.JobClaimRepository;
import io.understudy.storage.BlobStore;
import io.understudy.storage.StorageFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Measures pictures behind everyone's back, one at a time: uploads never wait for it. It looks when pictures come in
 * here, and every few seconds for those that came in elsewhere or were left behind by a crash.
 */
@Component
class MeasuringWorker extends BackgroundQueue<PictureId> {
    private static final Logger log = LoggerFactory.getLogger(MeasuringWorker.class);

    private final MeasureQueue queue;
    private final PictureMeterProvider meters;
    private final BlobStore blobs;

    MeasuringWorker(
            MeasureQueue queue,
            PictureMeterProvider meters,
            BlobStore blobs,
            JobClaimRepository claims,
            @Value("${understudy.datasets.measuring:${db-scheduler.enabled:true}}") boolean enabled) {
        super("picture-meter", claims, enabled);
        this.queue = queue;
        this.meters = meters;
        this.blobs = blobs;
    }

    @TransactionalEventListener
    void pictureCame(MeasuringRequested wanted) {
        if (isRunning()) {
            soon(this::look);
        }
    }

    @Override
    protected List<PictureId> waiting() {
        return queue.holdsAny() ? queue.waiting(meters.meter().readsFaces()) : List.of();
    }

    @Override
    protected String subject(PictureId picture) {
        return picture.value().toString();
    }

    /** @throws StorageFailure when the object store cannot be reached */
    @Override
    protected void perform(PictureId id) {
        PictureMeter meter = meters.meter();
        queue.find(id, meter.readsFaces()).ifPresent(picture -> measure(picture, meter));
    }

    @Override
    protected void giveUp(PictureId id) {
        queue.find(id, meters.meter().readsFaces())
                .ifPresent(picture -> queue.giveUp(
                        picture, "Measuring it was started " + MOST_ATTEMPTS + " times and never finished."));
    }

    private void measure(Unmeasured picture, PictureMeter meter) {
        try (InputStream in = blobs.open(picture.display())) {
            PictureReading reading = meter.measure(in, picture.identity());
            queue.finish(picture, reading);
        } catch (IOException | DomainException.NotFound problem) {
            log.warn("Picture {} cannot be measured", picture.id().value(), problem);
            queue.giveUp(picture, "It can no longer be read. Remove it and add it again.");
        }
    }
}
