package io.understudy.storage;

/** A blob that had been found altered holds what was stored again. */
public record BlobFoundIntact(BlobHash hash) {}
