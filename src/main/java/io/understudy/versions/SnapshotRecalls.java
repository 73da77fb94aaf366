package io.understudy.versions;

import io.understudy.datasets.RecalledSnapshots;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotRecall;
import io.understudy.shared.Actor;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The recalls that stand. */
@Repository
class SnapshotRecalls implements RecalledSnapshots {
    private final JdbcClient jdbc;

    SnapshotRecalls(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<SnapshotRecall> of(SnapshotId snapshot) {
        return jdbc.sql("select reason, recalled_name, recalled_at from snapshot_recall where snapshot_hash = ?")
                .param(snapshot.hash())
                .query((row, index) -> new SnapshotRecall(
                        snapshot,
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** @return whether it was not recalled before */
    boolean add(SnapshotId snapshot, String reason, Actor by, Instant at) {
        return jdbc.sql("""
                        insert into snapshot_recall (snapshot_hash, reason, recalled_by, recalled_name, recalled_at)
                        values (?, ?, ?, ?, ?) on conflict do nothing""")
                        .params(snapshot.hash(), reason, by.id(), by.name(), at.atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    /** @return whether it was recalled */
    boolean remove(SnapshotId snapshot) {
        return jdbc.sql("delete from snapshot_recall where snapshot_hash = ?")
                        .param(snapshot.hash())
                        .update()
                > 0;
    }
}
