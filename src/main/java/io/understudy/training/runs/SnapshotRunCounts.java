package io.understudy.training.runs;

import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotUsage;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class SnapshotRunCounts implements SnapshotUsage {
    private final JdbcClient client;

    SnapshotRunCounts(JdbcTemplate jdbc) {
        this.client = JdbcClient.create(jdbc);
    }

    @Override
    public Map<SnapshotId, Long> runs(Collection<SnapshotId> snapshots) {
        Map<SnapshotId, Long> counts = new HashMap<>();
        if (!snapshots.isEmpty()) {
            client.sql("select snapshot_hash, count(*) as runs from training_run where snapshot_hash in (:hashes)"
                            + " group by snapshot_hash")
                    .param("hashes", snapshots.stream().map(SnapshotId::hash).toList())
                    .query(row -> {
                        counts.put(new SnapshotId(row.getString("snapshot_hash")), row.getLong("runs"));
                    });
        }
        return counts;
    }
}
