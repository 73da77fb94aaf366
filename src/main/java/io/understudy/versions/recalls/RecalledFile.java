package io.understudy.versions.recalls;

import io.understudy.versions.VersionId;
import java.time.Instant;
import org.springframework.modulith.NamedInterface;

/**
 * A file that someone downloaded and that must no longer be used.
 *
 * @param reason for which it was recalled
 */
@NamedInterface("recalls")
public record RecalledFile(VersionId version, String fileName, String reason, Instant recalledAt) {}
