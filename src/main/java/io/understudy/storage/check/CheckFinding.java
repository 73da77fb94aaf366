package io.understudy.storage.check;

import io.understudy.storage.BlobDamage;
import io.understudy.storage.BlobHash;
import io.understudy.storage.ObjectStore;
import io.understudy.storage.StoredBlob;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that is wrong in the store.
 *
 * @param objectKey the name of the object in the bucket
 * @param words what is wrong and what to do
 */
public record CheckFinding(Kind kind, String objectKey, String words) {
    public enum Kind {
        OBJECT_LOST,
        BYTES_CHANGED,
        WRONG_SIZE,
        UNKNOWN_OBJECT;

        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    BlobDamage.Kind damage() {
        return kind == Kind.OBJECT_LOST ? BlobDamage.Kind.LOST : BlobDamage.Kind.ALTERED;
    }

    Optional<BlobHash> blob() {
        return BlobHash.parse(objectKey.substring(objectKey.lastIndexOf('/') + 1));
    }

    static CheckFinding lost(StoredBlob blob) {
        return new CheckFinding(
                Kind.OBJECT_LOST,
                blob.hash().objectKey(),
                "The database knows this blob (%d bytes, %s), but its object is gone: restore it from a backup."
                        .formatted(blob.size(), blob.mediaType()));
    }

    static CheckFinding wrongSize(StoredBlob blob, long size) {
        return new CheckFinding(
                Kind.WRONG_SIZE,
                blob.hash().objectKey(),
                "The object has %d bytes instead of %d: restore it from a backup.".formatted(size, blob.size()));
    }

    static CheckFinding changed(StoredBlob blob, BlobHash actual) {
        return new CheckFinding(
                Kind.BYTES_CHANGED,
                blob.hash().objectKey(),
                "The object's bytes have changed since they were stored (their SHA-256 is now %s): restore it from a backup."
                        .formatted(actual));
    }

    static CheckFinding unknown(ObjectStore.StoredObject object) {
        return new CheckFinding(
                Kind.UNKNOWN_OBJECT,
                object.key(),
                "The database knows nothing of this object of %d bytes: restore the database, or delete the object if nothing is missing."
                        .formatted(object.size()));
    }
}
