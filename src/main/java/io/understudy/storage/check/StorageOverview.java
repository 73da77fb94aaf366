package io.understudy.storage.check;

import io.understudy.storage.BlobDamage;
import io.understudy.storage.BlobHash;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the objects are stored, and how many.
 *
 * @param place the URL of the S3 service, or the folder of the embedded one
 * @param embedded whether the service runs inside this process
 * @param storedBlobs blobs whose objects are there
 * @param storedBytes the sum of their sizes
 * @param pendingBlobs blobs on their way in, or left by a crash until the sweeper comes
 * @param pendingBytes the sum of their announced sizes
 * @param readSince since when every stored blob was compared with its hash at least once; null while nothing is stored
 * @param readWithin how long one round over all blobs takes at most
 * @param damaged what was found altered or lost and is still so
 */
public record StorageOverview(
        String place,
        String bucket,
        boolean embedded,
        long storedBlobs,
        long storedBytes,
        long pendingBlobs,
        long pendingBytes,
        @Nullable Instant readSince,
        Duration readWithin,
        Map<BlobHash, BlobDamage> damaged) {}
