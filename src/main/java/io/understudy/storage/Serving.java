package io.understudy.storage;

/**
 * How the bytes of a blob may leave the product, from the closest to the most open. When the same bytes are stored
 * twice with different values, the more open one holds: its caller had the bytes anyway.
 */
public enum Serving {
    /** Never delivered as they are: originals with their metadata, working files. */
    INTERNAL,
    /** Delivered as an attachment by the feature that owns them: LoRA files, exports. */
    DOWNLOAD_ONLY,
    /** Shown in pages at {@link BlobUrls}: only pictures that the product itself encoded. */
    INLINE;

    boolean isMoreOpenThan(Serving other) {
        return compareTo(other) > 0;
    }
}
