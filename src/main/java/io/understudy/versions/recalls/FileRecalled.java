package io.understudy.versions.recalls;

import io.understudy.versions.VersionId;
import java.util.Set;
import java.util.UUID;

/**
 * A file must no longer be used; published inside the transaction that says so.
 *
 * @param holders who took it and did not know yet
 */
public record FileRecalled(VersionId version, String name, String reason, Set<UUID> holders) {
    public FileRecalled {
        holders = Set.copyOf(holders);
    }
}
