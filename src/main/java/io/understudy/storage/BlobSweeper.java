package io.understudy.storage;

import io.understudy.storage.BlobRepository.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes what is not needed: blobs that were not stored to the end, blobs without references, spool files of a killed
 * process.
 *
 * <p>A stored blob goes in two steps. First its row turns back to pending, in one conditional statement that loses
 * against a concurrent {@link BlobStore#retain}; from then on it cannot be retained. Then the row is deleted, and while
 * it is locked the object. Another thread storing the same bytes waits for that row and writes the object again.
 */
@Component
class BlobSweeper {
    static final Duration PATIENCE_WITH_PENDING = Duration.ofHours(1);
    static final Duration PATIENCE_WITH_UNREFERENCED = Duration.ofHours(24);
    static final Duration PATIENCE_WITH_SPOOL_FILES = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(BlobSweeper.class);
    private static final int PAGE = 500;

    private final BlobRepository repository;
    private final ObjectStore objects;
    private final SpoolDirectory spool;
    private final TransactionTemplate transactions;
    private final Clock clock;

    BlobSweeper(
            BlobRepository repository,
            ObjectStore objects,
            SpoolDirectory spool,
            TransactionTemplate transactions,
            Clock clock) {
        this.repository = repository;
        this.objects = objects;
        this.spool = spool;
        this.transactions = transactions;
        this.clock = clock;
    }

    record Swept(int blobs, int spoolFiles) {}

    Swept sweep() {
        Instant now = clock.instant();
        Instant unreferencedSince = now.minus(PATIENCE_WITH_UNREFERENCED);
        Instant pendingSince = now.minus(PATIENCE_WITH_PENDING);
        forEachUnreferenced(State.STORED, unreferencedSince, hash -> repository.demote(hash, unreferencedSince));
        int[] removed = {0};
        forEachUnreferenced(State.PENDING, pendingSince, hash -> removed[0] += remove(hash, pendingSince) ? 1 : 0);
        Swept swept = new Swept(removed[0], spool.removeOlderThan(now.minus(PATIENCE_WITH_SPOOL_FILES)));
        if (swept.blobs() > 0 || swept.spoolFiles() > 0) {
            LOG.info("Swept {} blobs and {} spool files", swept.blobs(), swept.spoolFiles());
        }
        return swept;
    }

    private void forEachUnreferenced(State state, Instant untouchedSince, Consumer<BlobHash> work) {
        List<BlobHash> page = repository.unreferenced(state, untouchedSince, "", PAGE);
        while (!page.isEmpty()) {
            page.forEach(work);
            page = repository.unreferenced(state, untouchedSince, page.getLast().hex(), PAGE);
        }
    }

    private boolean remove(BlobHash hash, Instant untouchedSince) {
        try {
            return Boolean.TRUE.equals(transactions.execute(status -> removeRowThenObject(hash, untouchedSince)));
        } catch (DataIntegrityViolationException e) {
            // Better a blob too many than a lost one: it stays, and the log names the bug.
            LOG.error("The blob {} is in use although it was never retained; it is kept", hash, e);
            repository.markStored(hash, clock.instant());
            return false;
        }
    }

    /** Row first: a foreign key to it refuses before the object is lost. */
    private boolean removeRowThenObject(BlobHash hash, Instant untouchedSince) {
        boolean mine = repository.deletePending(hash, untouchedSince);
        if (mine) {
            objects.remove(hash.objectKey());
        }
        return mine;
    }
}
