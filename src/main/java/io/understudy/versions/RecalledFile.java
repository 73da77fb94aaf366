package io.understudy.versions;

import java.time.Instant;

/**
 * A file that somebody downloaded and that must not be used any more.
 *
 * @param reason for which it was recalled
 */
public record RecalledFile(VersionId version, String fileName, String reason, Instant recalledAt) {}
