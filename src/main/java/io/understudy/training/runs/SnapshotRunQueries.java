package io.understudy.training.runs;

import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotUsage;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.training.RunState;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Repository;

@Repository
class SnapshotRunQueries implements SnapshotUsage {
    private final TypedJdbcClient client;

    SnapshotRunQueries(TypedJdbcClient client) {
        this.client = client;
    }

    @Override
    public Map<SnapshotId, Long> runs(Collection<SnapshotId> snapshots) {
        return snapshots.isEmpty()
                ? Map.of()
                : client.sql("select snapshot_hash, count(*) as runs from training_run where snapshot_hash in (:hashes)"
                                + " group by snapshot_hash")
                        .param("hashes", snapshots)
                        .map(SnapshotId.class, Long.class);
    }

    /** By number, the newest first. */
    Map<Long, RunState> of(Collection<SnapshotId> snapshots) {
        return snapshots.isEmpty()
                ? Map.of()
                : client.sql(
                                "select number, state from training_run where snapshot_hash in (:hashes) order by number desc")
                        .param("hashes", snapshots)
                        .map(Long.class, RunState.class);
    }
}
