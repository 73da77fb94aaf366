package io.understudy.api.versions;

import io.swagger.v3.oas.annotations.media.Schema;
import io.understudy.datasets.SnapshotRecall;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a dataset may no longer be used, with everything that was trained on it.
 *
 * @param reason null while it may be used, as the others are
 */
@Schema(name = "SnapshotRecall")
record SnapshotRecallResource(
        String snapshot,
        boolean recalled,
        @Nullable String reason,
        @Nullable String by,
        @Nullable Instant at) {
    static SnapshotRecallResource of(String snapshot, @Nullable SnapshotRecall recall) {
        return recall == null
                ? new SnapshotRecallResource(snapshot, false, null, null, null)
                : new SnapshotRecallResource(snapshot, true, recall.reason(), recall.by(), recall.at());
    }
}
