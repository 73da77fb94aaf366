package io.understudy.storage.check;

import io.understudy.storage.BlobHash;
import io.understudy.storage.BlobRepository;
import io.understudy.storage.BlobRepository.BlobRow;
import io.understudy.storage.BlobRepository.State;
import io.understudy.storage.BlobRepository.Volume;
import io.understudy.storage.ObjectStore;
import io.understudy.storage.ObjectStore.StoredObject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One walk over the whole store, in constant memory: every stored blob is read back and hashed, then every object is
 * looked up. Blobs may come and go in the meantime: what looks wrong is looked at again before it is reported.
 */
final class ConsistencyScan {
    private static final String PREFIX = "blobs/";
    private static final long BLOBS_BETWEEN_WORDS = 50;
    private static final long BYTES_BETWEEN_WORDS = 32L * 1024 * 1024;

    private final BlobRepository repository;
    private final ObjectStore objects;
    private final Clock clock;
    private final int pageSize;
    private final Consumer<CheckProgress> listener;

    private final BlobReader reader;
    private final Volume all;
    private final List<CheckFinding> findings = new ArrayList<>();
    private long findingCount;
    private long blobsRead;
    private long bytesRead;
    private long objectsSeen;
    private long blobsTold;
    private long bytesTold;

    ConsistencyScan(
            BlobRepository repository,
            ObjectStore objects,
            Clock clock,
            int pageSize,
            Consumer<CheckProgress> listener) {
        this.repository = repository;
        this.objects = objects;
        this.clock = clock;
        this.pageSize = pageSize;
        this.listener = listener;
        this.reader = new BlobReader(objects, bytes -> {
            bytesRead += bytes;
            tellNowAndThen();
        });
        this.all = repository.volumes().getOrDefault(State.STORED, Volume.NONE);
    }

    CheckReport run(String askedBy) {
        Instant startedAt = clock.instant();
        tell();
        readEveryBlob();
        lookUpEveryObject();
        return new CheckReport(
                startedAt, clock.instant(), askedBy, blobsRead, bytesRead, objectsSeen, findingCount, findings);
    }

    private void readEveryBlob() {
        List<BlobRow> page = repository.storedAfter("", pageSize);
        while (!page.isEmpty()) {
            for (BlobRow row : page) {
                reader.read(row.blob())
                        .filter(finding -> isStillStored(row.hash()))
                        .ifPresent(this::report);
                blobsRead++;
                tellNowAndThen();
            }
            repository.wereRead(page.stream().map(BlobRow::hash).toList(), clock.instant());
            page = repository.storedAfter(page.getLast().hash().hex(), pageSize);
        }
    }

    private boolean isStillStored(BlobHash hash) {
        return repository.find(hash).filter(row -> row.state() == State.STORED).isPresent();
    }

    private void lookUpEveryObject() {
        List<StoredObject> page = new ArrayList<>(pageSize);
        objects.forEach(PREFIX, object -> {
            page.add(object);
            if (page.size() == pageSize) {
                lookUp(page);
                page.clear();
            }
        });
        lookUp(page);
    }

    private void lookUp(List<StoredObject> page) {
        Set<String> known = knownKeys(page);
        List<StoredObject> unknown = page.stream()
                .filter(object -> !known.contains(object.key()) && objects.exists(object.key()))
                .toList();
        // A blob stored between the two questions has its row by now, for the row comes before the object.
        Set<String> knownByNow = unknown.isEmpty() ? Set.of() : knownKeys(unknown);
        unknown.stream()
                .filter(object -> !knownByNow.contains(object.key()))
                .map(CheckFinding::unknown)
                .forEach(this::report);
        objectsSeen += page.size();
        tell();
    }

    private Set<String> knownKeys(List<StoredObject> page) {
        List<BlobHash> hashes = page.stream()
                .map(object -> object.key().substring(object.key().lastIndexOf('/') + 1))
                .map(BlobHash::parse)
                .flatMap(Optional::stream)
                .toList();
        Set<String> keys = new HashSet<>();
        repository.find(hashes).forEach(row -> keys.add(row.hash().objectKey()));
        return keys;
    }

    private void report(CheckFinding finding) {
        findingCount++;
        if (findings.size() < CheckReport.MOST_LISTED) {
            findings.add(finding);
        }
    }

    private void tellNowAndThen() {
        if (blobsRead - blobsTold >= BLOBS_BETWEEN_WORDS || bytesRead - bytesTold >= BYTES_BETWEEN_WORDS) {
            tell();
        }
    }

    private void tell() {
        blobsTold = blobsRead;
        bytesTold = bytesRead;
        listener.accept(new CheckProgress(blobsRead, all.blobs(), bytesRead, all.bytes(), objectsSeen, findingCount));
    }
}
