package io.understudy.datasets.consent;

import io.understudy.storage.BlobHash;
import java.time.Instant;

/**
 * A photo of a snapshot that may no longer be used.
 *
 * @param photo SHA-256 of the file that was uploaded
 * @param by who withdrew it
 */
public record WithdrawnPhoto(BlobHash photo, String fileName, String by, Instant at, String reason) {}
