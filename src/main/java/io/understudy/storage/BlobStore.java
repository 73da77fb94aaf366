package io.understudy.storage;

import io.understudy.identity.MembersAndSystem;
import io.understudy.platform.core.DomainException;
import io.understudy.platform.core.Sha256;
import io.understudy.storage.BlobRepository.BlobRow;
import io.understudy.storage.BlobRepository.State;
import io.understudy.storage.ObjectStore.ObjectMissing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

/**
 * Keeps bytes under their hash: the same bytes once, unchanged for as long as anything refers to them.
 *
 * <p>Storing talks to the object store over the network and uses its own transactions: call it outside of a
 * transaction, then {@link #retain} the blob inside the one that records why it is needed. A stored blob that
 * is not retained is removed after a day.
 */
@Service
@MembersAndSystem
@Transactional(propagation = Propagation.NOT_SUPPORTED)
public class BlobStore {
    /** What a browser may be shown from here: pictures, nothing that can carry a script. */
    private static final Set<String> INLINE_TYPES = Set.of("image/jpeg", "image/png", "image/webp");

    private static final int MEDIA_TYPE_LENGTH = 127;
    private static final int ATTEMPTS = 3;

    private final BlobRepository repository;
    private final ObjectStore objects;
    private final SpoolDirectory spool;
    private final AlteredBlobRepository altered;
    private final Clock clock;
    private final HashLocks locks = new HashLocks();

    public BlobStore(
            BlobRepository repository,
            ObjectStore objects,
            SpoolDirectory spool,
            AlteredBlobRepository altered,
            Clock clock) {
        this.repository = repository;
        this.objects = objects;
        this.spool = spool;
        this.altered = altered;
        this.clock = clock;
    }

    /**
     * Takes bytes into a temporary file, in constant memory; close the result when done with it.
     *
     * @param in is read to its end, not closed
     * @throws DomainException.RuleViolation beyond the limit; nothing is left behind
     * @throws DomainException.Conflict when the virus scanner does not let it pass; nothing is left behind
     * @throws UncheckedIOException when the bytes stop coming; nothing is left behind
     */
    public Spooled spool(InputStream in, long limitBytes) {
        return spool.spool(in, limitBytes);
    }

    public StoredBlob store(Spooled file, String mediaType, Serving serving) {
        return store(file, mediaType, serving, true);
    }

    public StoredBlob store(byte[] bytes, String mediaType, Serving serving) {
        return store(bytes, mediaType, serving, true);
    }

    /** Stores a file, which must not change in the meantime. */
    public StoredBlob store(Path file, String mediaType, Serving serving) {
        return store(file, mediaType, serving, true);
    }

    /** As {@link #store(Spooled, String, Serving)}, of what was not sent but made here: it is none of a person's files. */
    public StoredBlob storeMade(Spooled file, String mediaType, Serving serving) {
        return store(file, mediaType, serving, false);
    }

    /** As {@link #store(byte[], String, Serving)}, of what was not sent but made here: it is none of a person's files. */
    public StoredBlob storeMade(byte[] bytes, String mediaType, Serving serving) {
        return store(bytes, mediaType, serving, false);
    }

    /** As {@link #store(Path, String, Serving)}, of what was not sent but made here: it is none of a person's files. */
    public StoredBlob storeMade(Path file, String mediaType, Serving serving) {
        return store(file, mediaType, serving, false);
    }

    private StoredBlob store(Spooled file, String mediaType, Serving serving, boolean sent) {
        StoredBlob blob = new StoredBlob(file.hash(), file.size(), mediaType);
        return store(blob, new ObjectContent.OfFile(file.path(), file.size()), serving, sent);
    }

    private StoredBlob store(byte[] bytes, String mediaType, Serving serving, boolean sent) {
        StoredBlob blob = new StoredBlob(BlobHash.of(bytes), bytes.length, mediaType);
        return store(blob, new ObjectContent.OfBytes(bytes), serving, sent);
    }

    private StoredBlob store(Path file, String mediaType, Serving serving, boolean sent) {
        try {
            long size = Files.size(file);
            StoredBlob blob = new StoredBlob(hash(Files.newInputStream(file)), size, mediaType);
            return store(blob, new ObjectContent.OfFile(file, size), serving, sent);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file.getFileName() + " cannot be read", e);
        }
    }

    /**
     * Streams a blob; close the stream. The bytes are hashed on their way, and the last 64 KiB come only once the hash is
     * right: the stream throws {@link AlteredBlobFailure} instead of ending where the object is not what was stored. A caller
     * that reads only a part learns nothing about it.
     *
     * @throws DomainException.NotFound when no such blob is stored
     * @throws StorageFailure when the object store has lost it or cannot be reached
     * @throws AlteredBlobFailure when it was found altered before and still is
     */
    public InputStream open(BlobHash hash) {
        StoredBlob blob = describe(hash);
        if (altered.of(hash).isPresent()) {
            requireIntact(blob);
            altered.intact(hash);
        }
        return hashed(blob);
    }

    /** What was found to be wrong with its object; empty while nothing was. */
    public Optional<BlobDamage> damage(BlobHash hash) {
        return altered.of(hash);
    }

    private void requireIntact(StoredBlob blob) {
        try (InputStream in = hashed(blob)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new StoreUnreachable(
                    "The object store stopped answering while " + blob.hash().objectKey() + " was read", e);
        }
    }

    private InputStream hashed(StoredBlob blob) {
        BlobHash hash = blob.hash();
        try {
            return new HashedStream(
                    objects.open(hash.objectKey()), blob, () -> altered.found(hash, BlobDamage.Kind.ALTERED, false));
        } catch (ObjectMissing e) {
            throw new StorageFailure(
                    "The object store has lost the blob " + hash + ": check the storage and restore it.", e);
        }
    }

    public StoredBlob describe(BlobHash hash) {
        return repository
                .find(hash)
                .filter(row -> row.state() == State.STORED)
                .map(BlobRow::blob)
                .orElseThrow(() -> notStored(hash));
    }

    /** Those of them that are stored, in one query. */
    public Map<BlobHash, StoredBlob> describe(Collection<BlobHash> hashes) {
        return repository.find(hashes).stream()
                .filter(row -> row.state() == State.STORED)
                .collect(Collectors.toMap(BlobRow::hash, BlobRow::blob));
    }

    public boolean isStored(BlobHash hash) {
        return repository.find(hash).filter(row -> row.state() == State.STORED).isPresent();
    }

    public Optional<StoredBlob> findInline(BlobHash hash) {
        return repository
                .find(hash)
                .filter(row -> row.state() == State.STORED && row.serving() == Serving.INLINE)
                .map(BlobRow::blob);
    }

    /** Only what the account that asks has stored first. */
    public Optional<StoredBlob> findOwn(BlobHash hash) {
        return repository
                .findOwn(hash)
                .filter(row -> row.state() == State.STORED)
                .map(BlobRow::blob);
    }

    /**
     * A link by which anyone on the internet may read a blob for a while. The object is read as a whole before: what is
     * fetched by the link is not hashed on its way.
     *
     * @param validFor at most seven days; a blob that is not retained is removed after a day nevertheless
     * @return empty when the internet does not reach the object store
     * @throws DomainException.NotFound when no such blob is stored
     * @throws AlteredBlobFailure when the object is not what was stored
     */
    public Optional<URI> link(BlobHash hash, Duration validFor) {
        StoredBlob blob = describe(hash);
        Optional<URI> link = objects.link(hash.objectKey(), validFor);
        if (link.isPresent()) {
            requireIntact(blob);
        }
        return link;
    }

    public boolean isReachableFromOutside() {
        return objects.link("any", Duration.ofMinutes(1)).isPresent();
    }

    /**
     * Counts one more reference, in the caller's transaction.
     *
     * @throws DomainException.NotFound when no such blob is stored
     */
    @Transactional
    public void retain(BlobHash hash) {
        retain(List.of(hash));
    }

    /** As {@link #retain(BlobHash)} for many in one go; a hash that comes twice counts twice. */
    @Transactional
    public void retain(Collection<BlobHash> hashes) {
        List<BlobHash> sorted = hashes.stream().sorted().toList();
        int[] changed = repository.retain(sorted);
        firstUnchanged(sorted, changed).ifPresent(hash -> {
            throw notStored(hash);
        });
    }

    /**
     * Counts one reference less, in the caller's transaction.
     *
     * @throws IllegalStateException when nothing was retained: a bug in the caller
     */
    @Transactional
    public void release(BlobHash hash) {
        release(List.of(hash));
    }

    @Transactional
    public void release(Collection<BlobHash> hashes) {
        List<BlobHash> sorted = hashes.stream().sorted().toList();
        int[] changed = repository.release(sorted, clock.instant());
        firstUnchanged(sorted, changed).ifPresent(hash -> {
            throw new IllegalStateException("The blob " + hash + " was released more often than retained");
        });
    }

    private StoredBlob store(StoredBlob blob, ObjectContent content, Serving serving, boolean sent) {
        requireServable(blob.mediaType(), serving);
        return locks.holding(blob.hash(), () -> {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Optional<State> before = repository.claim(blob, serving, sent, clock.instant());
                boolean wasAltered = altered.of(blob.hash()).isPresent();
                if (before.isPresent() && before.get() == State.STORED && !wasAltered) {
                    return describe(blob.hash());
                }
                writeObject(blob, content);
                if (repository.markStored(blob.hash(), clock.instant())) {
                    if (wasAltered) {
                        altered.intact(blob.hash());
                    }
                    return describe(blob.hash());
                }
            }
            throw new StorageFailure("The blob " + blob.hash() + " was swept while it was being stored, " + ATTEMPTS
                    + " times: the object store is too slow for the sweeper's patience.");
        });
    }

    private void writeObject(StoredBlob blob, ObjectContent content) {
        String key = blob.hash().objectKey();
        if (objects.putIfAbsent(key, content, blob.mediaType())) {
            return;
        }
        // Left by a crash between object and row, or by another node at this moment: trusted only after a check.
        if (isIntact(blob.hash())) {
            return;
        }
        objects.remove(key);
        objects.putIfAbsent(key, content, blob.mediaType());
    }

    /** Asked of an object that may be a left-over; an altered one is no news. */
    private boolean isIntact(BlobHash hash) {
        try {
            return hash(objects.open(hash.objectKey())).equals(hash);
        } catch (ObjectMissing e) {
            return false;
        } catch (IOException e) {
            throw new StoreUnreachable("The object store stopped answering while " + hash.objectKey() + " was read", e);
        }
    }

    private static BlobHash hash(InputStream bytes) throws IOException {
        MessageDigest digest = Sha256.begin();
        try (DigestInputStream in = new DigestInputStream(bytes, digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return BlobHash.fromDigest(digest.digest());
    }

    private static void requireServable(String mediaType, Serving serving) {
        if (mediaType.length() > MEDIA_TYPE_LENGTH) {
            throw new IllegalArgumentException("A media type has at most " + MEDIA_TYPE_LENGTH + " characters");
        }
        try {
            MimeTypeUtils.parseMimeType(mediaType);
        } catch (InvalidMimeTypeException e) {
            throw new IllegalArgumentException("Not a media type: " + mediaType, e);
        }
        if (serving == Serving.INLINE && !INLINE_TYPES.contains(mediaType)) {
            throw new IllegalArgumentException("Only pictures are served inline, not " + mediaType);
        }
    }

    private static Optional<BlobHash> firstUnchanged(List<BlobHash> hashes, int[] changed) {
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] == 0) {
                return Optional.of(hashes.get(i));
            }
        }
        return Optional.empty();
    }

    private static DomainException.NotFound notStored(BlobHash hash) {
        return new DomainException.NotFound(
                "The file " + hash.hex().substring(0, 12) + "… is not in the store. Upload it again.");
    }
}
