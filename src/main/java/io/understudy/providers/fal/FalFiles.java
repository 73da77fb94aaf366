package io.understudy.providers.fal;

import io.understudy.platform.core.RunAs;
import io.understudy.settings.Setting;
import io.understudy.settings.SettingsService;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
class FalFiles implements FalFileDelivery {
    static final Setting ROUTE = new Setting("fal.file-route", FileRoute.UPLOAD.name());
    /** Requests may wait in fal's queue; a blob that nobody retains is kept for a day. */
    private static final Duration LINK = Duration.ofHours(12);

    private final FalClient client;
    private final BlobStore blobs;
    private final SettingsService settings;

    FalFiles(FalClient client, BlobStore blobs, SettingsService settings) {
        this.client = client;
        this.blobs = blobs;
        this.settings = settings;
    }

    @Override
    public URI deliver(Path file, String name, String mediaType) throws InterruptedException {
        Optional<URI> link = RunAs.get(() -> link(file, mediaType));
        return link.isPresent() ? link.get() : client.upload(file, name, mediaType);
    }

    private Optional<URI> link(Path file, String mediaType) {
        if (FileRoute.valueOf(settings.text(ROUTE)) != FileRoute.LINK || !blobs.isReachableFromOutside()) {
            return Optional.empty();
        }
        return blobs.link(blobs.store(file, mediaType, Serving.INTERNAL).hash(), LINK);
    }
}
