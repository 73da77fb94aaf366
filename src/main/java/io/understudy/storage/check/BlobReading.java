package io.understudy.storage.check;

import io.understudy.storage.AlteredBlobRepository;
import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobRepository;
import io.understudy.storage.BlobRepository.BlobRow;
import io.understudy.storage.BlobRepository.State;
import io.understudy.storage.ObjectStore;
import io.understudy.storage.ReadDaily;
import io.understudy.storage.StorageFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Reads a share of the store back every few minutes, so that all of it is compared with its hashes within the configured
 * time, and what modules name every day. What was read is noted page by page: after a restart it resumes there.
 */
@Component
class BlobReading {
    static final Duration INTERVAL = Duration.ofMinutes(15);
    static final int PAGE = 100;

    private static final Logger LOG = LoggerFactory.getLogger(BlobReading.class);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int FAILURES_IN_A_ROW = 3;
    private static final long BYTES_BETWEEN_PAUSES = 1 << 20;
    /** Leaves a tenth of the time for runs that fail. */
    private static final double PART_OF_TIME = 0.9;

    private final BlobRepository repository;
    private final AlteredBlobRepository altered;
    private final List<ReadDaily> daily;
    private final ReadingProperties properties;
    private final Clock clock;
    private final Consumer<Duration> pause;
    private final BlobReader reader;
    private long bytes;
    private long bytesAtPause;

    @Autowired
    BlobReading(
            BlobRepository repository,
            ObjectStore objects,
            AlteredBlobRepository altered,
            List<ReadDaily> daily,
            ReadingProperties properties,
            Clock clock) {
        this(repository, objects, altered, daily, properties, clock, time -> LockSupport.parkNanos(time.toNanos()));
    }

    BlobReading(
            BlobRepository repository,
            ObjectStore objects,
            AlteredBlobRepository altered,
            List<ReadDaily> daily,
            ReadingProperties properties,
            Clock clock,
            Consumer<Duration> pause) {
        this.repository = repository;
        this.altered = altered;
        this.daily = daily;
        this.properties = properties;
        this.clock = clock;
        this.pause = pause;
        this.reader = new BlobReader(objects, this::slowDown);
    }

    /** Reads what is due now; stops early, to resume later, when the object store does not answer. */
    void readShare() {
        bytes = 0;
        bytesAtPause = 0;
        try {
            readDaily();
            readLongestAgo();
        } catch (StorageFailure notNow) {
            LOG.warn("Stored files are read back later", notNow);
        }
    }

    private void readDaily() {
        Instant yesterday = clock.instant().minus(DAY);
        List<BlobHash> hashes =
                daily.stream().flatMap(some -> some.files().stream()).distinct().toList();
        for (int from = 0; from < hashes.size(); from += PAGE) {
            read(repository.find(hashes.subList(from, Math.min(hashes.size(), from + PAGE))).stream()
                    .filter(row -> row.state() == State.STORED && !row.readAt().isAfter(yesterday))
                    .sorted(Comparator.comparing(BlobRow::readAt))
                    .toList());
        }
    }

    private void readLongestAgo() {
        Instant now = clock.instant();
        Instant overdue = now.minus(properties.within());
        Instant due = now.minus(properties.within().dividedBy(2));
        long share = share();
        long most = properties.perSecond().toBytes() * INTERVAL.toSeconds();
        long planned = 0;
        boolean more = true;
        while (more) {
            List<BlobRow> wanted = new ArrayList<>();
            List<BlobRow> page = repository.notReadSince(due, PAGE);
            for (BlobRow row : page) {
                if (planned >= most || (planned >= share && row.readAt().isAfter(overdue))) {
                    break;
                }
                wanted.add(row);
                planned += Math.max(1, row.size());
            }
            more = read(wanted) > 0 && wanted.size() == page.size();
        }
    }

    private long share() {
        long stored = repository
                .volumes()
                .getOrDefault(State.STORED, BlobRepository.Volume.NONE)
                .bytes();
        return (long) Math.ceil(stored / (PART_OF_TIME * properties.within().dividedBy(INTERVAL)));
    }

    /**
     * One file that cannot be read keeps none of the others from it.
     *
     * @return how many were read
     */
    private int read(List<BlobRow> page) {
        if (page.isEmpty()) {
            return 0;
        }
        Set<BlobHash> damaged = altered.all().keySet();
        List<BlobHash> read = new ArrayList<>();
        int failures = 0;
        try {
            for (BlobRow row : page) {
                try {
                    Optional<CheckFinding> finding = reader.read(row.blob());
                    finding.ifPresent(wrong -> report(row.hash(), wrong));
                    if (finding.isEmpty() && damaged.contains(row.hash())) {
                        altered.intact(row.hash());
                    }
                    read.add(row.hash());
                    failures = 0;
                } catch (StorageFailure failure) {
                    if (++failures == FAILURES_IN_A_ROW) {
                        throw failure;
                    }
                }
            }
        } finally {
            repository.wereRead(read, clock.instant());
        }
        return read.size();
    }

    /** A blob may have been swept between the page and its reading. */
    private void report(BlobHash hash, CheckFinding finding) {
        if (repository.find(hash).filter(row -> row.state() == State.STORED).isPresent()) {
            altered.found(hash, finding.damage(), false);
        }
    }

    private void slowDown(int more) {
        bytes += more;
        if (bytes - bytesAtPause >= BYTES_BETWEEN_PAUSES) {
            double seconds =
                    (double) (bytes - bytesAtPause) / properties.perSecond().toBytes();
            bytesAtPause = bytes;
            pause.accept(Duration.ofNanos((long) (seconds * 1e9)));
        }
    }
}
