package io.understudy.datasets.images;

import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Forgets removed pictures permanently once nobody can be expected to want them back. */
@Component
public class RemovedPictureCleanup {
    public static final Duration KEPT = Duration.ofDays(30);

    private final Pictures pictures;
    private final BlobStore blobs;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RemovedPictureCleanup(Pictures pictures, BlobStore blobs, TransactionTemplate transaction, Clock clock) {
        this.pictures = pictures;
        this.blobs = blobs;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Works in small transactions until nothing old is left; snapshots keep their own hold on the bytes. */
    public void purge() {
        Integer purged;
        do {
            purged = transaction.execute(status -> purgeSome());
        } while (purged != null && purged > 0);
    }

    private int purgeSome() {
        List<Picture> old = pictures.removedBefore(clock.instant().minus(KEPT));
        List<BlobHash> hashes = old.stream().flatMap(p -> p.blobs().stream()).toList();
        pictures.deleteAll(old);
        if (!hashes.isEmpty()) {
            blobs.release(hashes);
        }
        return old.size();
    }
}
