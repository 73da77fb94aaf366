package io.understudy.datasets.uploads;

import io.understudy.storage.StorageFailure;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Removes what arrived of uploads that are over: people's pictures are in them. */
@Component
class PictureUploadSweep {
    private static final Logger LOG = LoggerFactory.getLogger(PictureUploadSweep.class);

    private final PictureUploadRepository uploads;
    private final UploadPartStore parts;
    private final Clock clock;

    PictureUploadSweep(PictureUploadRepository uploads, UploadPartStore parts, Clock clock) {
        this.uploads = uploads;
        this.parts = parts;
        this.clock = clock;
    }

    void sweep() {
        Instant oldest = clock.instant().minus(PictureUpload.KEPT);
        uploads.end(oldest);
        uploads.over().forEach(this::remove);
        removeStrays(oldest);
    }

    /** Parts that arrived while their upload ended, on a server that was lost before it removed them. */
    private void removeStrays(Instant oldest) {
        try {
            parts.removeOlderThan(oldest);
        } catch (StorageFailure away) {
            LOG.warn("Parts without an upload are removed later", away);
        }
    }

    /** The bytes first: where the store does not answer, the next sweep finds them by the row. */
    void remove(UploadId upload) {
        uploads.end(upload);
        try {
            parts.removeAll(upload);
            uploads.remove(upload);
        } catch (StorageFailure away) {
            LOG.warn("The parts of the upload {} are removed later", upload.value(), away);
        }
    }
}
