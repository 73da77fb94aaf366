package io.understudy.datasets.consent;

import io.understudy.storage.BlobHash;

/**
 * A photo whose entry someone is about to change, as they saw it.
 *
 * @param rowVersion of the entry they saw, −1 when there was none
 */
public record PhotoRevision(BlobHash photo, String fileName, long rowVersion) {}
