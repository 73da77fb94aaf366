package io.understudy.storage.check;

/**
 * How far a running check is.
 *
 * @param blobs read back so far
 * @param allBlobs as counted at the start
 * @param bytes read back so far
 * @param allBytes as counted at the start
 * @param objects looked up so far, after all blobs were read
 * @param findingCount what was found to be wrong so far
 */
public record CheckProgress(long blobs, long allBlobs, long bytes, long allBytes, long objects, long findingCount) {
    /** From 0 to 1, by bytes. */
    public double fraction() {
        return allBytes == 0 ? 1 : Math.min(1, (double) bytes / allBytes);
    }
}
