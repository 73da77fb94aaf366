package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.versions.recalls.RecalledFile;
import java.time.Instant;
import java.util.UUID;

/**
 * A file that was fetched and must no longer be used.
 *
 * @param reason for which it was recalled
 */
@Schema(name = "RecalledFile")
record RecalledFileResource(UUID version, String fileName, String reason, Instant recalledAt) {
    static RecalledFileResource of(RecalledFile file) {
        return new RecalledFileResource(file.version().value(), file.fileName(), file.reason(), file.recalledAt());
    }
}
