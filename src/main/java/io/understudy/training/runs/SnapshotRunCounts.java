package io.understudy.training.runs;

import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotUsage;
import io.understudy.platform.data.TypedJdbcClient;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

@Component
class SnapshotRunCounts implements SnapshotUsage {
    private final TypedJdbcClient client;

    SnapshotRunCounts(TypedJdbcClient client) {
        this.client = client;
    }

    @Override
    public Map<SnapshotId, Long> runs(Collection<SnapshotId> snapshots) {
        record Count(SnapshotId snapshot, long runs) {}
        return snapshots.isEmpty()
                ? Map.of()
                : client
                        .sql("select snapshot_hash, count(*) as runs from training_run where snapshot_hash in (:hashes)"
                                + " group by snapshot_hash")
                        .param("hashes", snapshots)
                        .query(Count.class)
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Count::snapshot, Count::runs));
    }
}
