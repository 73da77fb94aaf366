package io.understudy.versions.recalls;

import io.understudy.datasets.RecalledSnapshots;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.platform.core.Actor;
import io.understudy.platform.data.TypedJdbcClient;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.springframework.stereotype.Repository;

@Repository
public class SnapshotRecallRepository implements RecalledSnapshots {
    private final TypedJdbcClient jdbc;

    SnapshotRecallRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<SnapshotId, SnapshotRecall> of(Collection<SnapshotId> snapshots) {
        if (snapshots.isEmpty()) {
            return Map.of();
        }
        return jdbc.sql("select snapshot_hash, reason, recalled_name as by, recalled_at as at from snapshot_recall"
                        + " where snapshot_hash in (:hashes)")
                .param("hashes", snapshots)
                .map(SnapshotId.class, SnapshotRecall.class);
    }

    /** @return whether it was not recalled before */
    public boolean add(SnapshotId snapshot, String reason, Actor by, Instant at) {
        return jdbc.sql("""
                        insert into snapshot_recall (snapshot_hash, reason, recalled_by, recalled_name, recalled_at)
                        values (?, ?, ?, ?, ?) on conflict do nothing""").params(snapshot, reason, by.id(), by.name(), at).update() > 0;
    }

    /** @return whether it was recalled */
    public boolean remove(SnapshotId snapshot) {
        return jdbc.sql("delete from snapshot_recall where snapshot_hash = ?")
                        .param(snapshot)
                        .update()
                > 0;
    }
}
