package io.understudy.storage;

/**
 * The bytes behind a blob are gone or not those that were stored. Published once, when it is found out.
 *
 * @param byCheck whether a storage check found it, which also reports it
 */
public record BlobFoundAltered(BlobHash hash, BlobDamage.Kind kind, boolean byCheck) {}
