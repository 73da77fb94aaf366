package io.understudy.storage;

/**
 * Bytes that are in the store.
 *
 * @param size in bytes
 * @param mediaType for example {@code image/jpeg}
 */
public record StoredBlob(BlobHash hash, long size, String mediaType) {}
