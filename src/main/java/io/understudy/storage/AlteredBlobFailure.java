package io.understudy.storage;

public final class AlteredBlobFailure extends StorageFailure {
    AlteredBlobFailure(BlobHash hash) {
        super(
                "The file %s… was changed after it was stored, so it cannot be downloaded. An admin restores the object %s from a backup and then runs the check on the Storage page."
                        .formatted(hash.hex().substring(0, 12), hash.objectKey()));
    }
}
