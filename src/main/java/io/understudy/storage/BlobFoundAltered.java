package io.understudy.storage;

/**
 * The bytes behind a blob are not those that were stored. Published once, when it is found out.
 *
 * @param byCheck whether a check of the whole storage found it, whose report says so, too
 */
public record BlobFoundAltered(BlobHash hash, boolean byCheck) {}
