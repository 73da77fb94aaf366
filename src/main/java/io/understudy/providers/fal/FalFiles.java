package io.understudy.providers.fal;

import io.understudy.platform.core.RunAs;
import io.understudy.platform.core.Sha256;
import io.understudy.settings.Setting;
import io.understudy.settings.SettingsService;
import io.understudy.storage.BlobStore;
import io.understudy.storage.Serving;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

@Component
class FalFiles implements FalFileDelivery {
    static final Setting ROUTE = new Setting("fal.file-route", FileRoute.UPLOAD.name());
    /** Requests may wait in fal's queue; a blob that nobody retains is kept for a day. */
    private static final Duration LINK = Duration.ofHours(12);

    /** fal keeps uploads for a week at least; a request may wait in its queue for a while. */
    static final Duration REUSED = Duration.ofDays(1);

    private final FalClient client;
    private final FalRepository uploads;
    private final BlobStore blobs;
    private final SettingsService settings;
    private final Clock clock;
    private final Map<String, ReentrantLock> underway = new ConcurrentHashMap<>();

    FalFiles(FalClient client, FalRepository uploads, BlobStore blobs, SettingsService settings, Clock clock) {
        this.client = client;
        this.uploads = uploads;
        this.blobs = blobs;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public URI deliver(Path file, String name, String mediaType) throws InterruptedException {
        Optional<URI> link = RunAs.get(() -> link(file, mediaType));
        return link.isPresent() ? link.get() : upload(file, name, mediaType);
    }

    /** The same bytes go once: the runs of a grid train on one file. */
    private URI upload(Path file, String name, String mediaType) throws InterruptedException {
        String hash = hash(file);
        ReentrantLock lock = underway.computeIfAbsent(hash, bytes -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            long size = file.toFile().length();
            Optional<URI> known = uploads.upload(hash, clock.instant().minus(REUSED))
                    .filter(address -> client.isThere(address, size));
            if (known.isPresent()) {
                return known.get();
            }
            URI address = client.upload(file, name, mediaType);
            uploads.addUpload(hash, address, clock.instant());
            return address;
        } finally {
            lock.unlock();
            if (!lock.hasQueuedThreads()) {
                underway.remove(hash, lock);
            }
        }
    }

    private static String hash(Path file) {
        try {
            return Sha256.ofFile(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The file to upload cannot be read", unreadable);
        }
    }

    private Optional<URI> link(Path file, String mediaType) {
        if (FileRoute.valueOf(settings.text(ROUTE)) != FileRoute.LINK || !blobs.isReachableFromOutside()) {
            return Optional.empty();
        }
        return blobs.link(blobs.store(file, mediaType, Serving.INTERNAL).hash(), LINK);
    }
}
