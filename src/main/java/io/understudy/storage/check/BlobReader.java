package io.understudy.storage.check;

import io.understudy.platform.core.Sha256;
import io.understudy.storage.BlobHash;
import io.understudy.storage.ObjectStore;
import io.understudy.storage.ObjectStore.ObjectMissing;
import io.understudy.storage.StorageFailure;
import io.understudy.storage.StoredBlob;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Reads objects back in constant memory and compares them with their hashes. */
final class BlobReader {
    private static final int BUFFER = 64 * 1024;

    private final ObjectStore objects;
    private final IntConsumer listener;

    /** @param listener receives the size of each piece in bytes */
    BlobReader(ObjectStore objects, IntConsumer listener) {
        this.objects = objects;
        this.listener = listener;
    }

    /** @throws StorageFailure when the object store does not answer */
    Optional<CheckFinding> read(StoredBlob blob) {
        MessageDigest digest = Sha256.begin();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (InputStream in = objects.open(blob.hash().objectKey())) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                size += read;
                listener.accept(read);
            }
        } catch (ObjectMissing e) {
            return Optional.of(CheckFinding.lost(blob));
        } catch (IOException e) {
            throw new StorageFailure(
                    "The object store stopped answering while " + blob.hash().objectKey() + " was read", e);
        }
        if (size != blob.size()) {
            return Optional.of(CheckFinding.wrongSize(blob, size));
        }
        BlobHash actual = BlobHash.fromDigest(digest.digest());
        return actual.equals(blob.hash()) ? Optional.empty() : Optional.of(CheckFinding.changed(blob, actual));
    }
}
