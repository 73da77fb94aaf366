package io.understudy.datasets.quality;

import io.understudy.datasets.quality.vision.PictureReading;
import io.understudy.identity.MembersAndSystem;
import io.understudy.settings.SettingsService;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Measures pictures that belong to no dataset, such as generated ones. Slow: never call it while a page waits. */
@Service
@MembersAndSystem
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class PictureMeasuringService {
    private final BlobStore blobs;
    private final PictureMeterProvider meters;
    private final SettingsService settings;

    PictureMeasuringService(BlobStore blobs, PictureMeterProvider meters, SettingsService settings) {
        this.blobs = blobs;
        this.meters = meters;
        this.settings = settings;
    }

    /**
     * Measures a stored picture; faces are compared only where the team allows it.
     *
     * @throws UncheckedIOException when it cannot be decoded
     */
    public PictureReading of(BlobHash picture) {
        try (InputStream in = blobs.open(picture)) {
            return meters.meter().measure(in, settings.on(MeasureService.IDENTITY));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The picture " + picture + " cannot be measured", unreadable);
        }
    }
}
