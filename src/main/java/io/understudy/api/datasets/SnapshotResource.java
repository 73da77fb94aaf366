package io.understudy.api.datasets;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.datasets.SnapshotSummary;
import java.time.Instant;
import java.util.UUID;

/**
 * A frozen dataset.
 *
 * @param id SHA-256 of what is in it
 */
@Schema(name = "Snapshot")
record SnapshotResource(String id, UUID character, String triggerWord, int pictures, Instant createdAt) {
    static SnapshotResource of(SnapshotSummary snapshot) {
        return new SnapshotResource(
                snapshot.id().hash(),
                snapshot.character().value(),
                snapshot.triggerWord().value(),
                snapshot.pictures(),
                snapshot.createdAt());
    }
}
