package io.understudy.storage.check;

/**
 * Where the objects are stored, and how many.
 *
 * @param place the URL of the S3 service, or the folder of the embedded one
 * @param embedded whether the service runs inside this process
 * @param storedBlobs blobs whose objects are there
 * @param storedBytes the sum of their sizes
 * @param pendingBlobs blobs on their way in, or left by a crash until the sweeper comes
 * @param pendingBytes the sum of their announced sizes
 */
public record StorageOverview(
        String place,
        String bucket,
        boolean embedded,
        long storedBlobs,
        long storedBytes,
        long pendingBlobs,
        long pendingBytes) {}
