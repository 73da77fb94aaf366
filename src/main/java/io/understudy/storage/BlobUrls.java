package io.understudy.storage;

public final class BlobUrls {
    private BlobUrls() {}

    /** The path below the context root, {@code blobs/<hash>}; the answer may be cached permanently. */
    public static String of(BlobHash hash) {
        return "blobs/" + hash.hex();
    }
}
