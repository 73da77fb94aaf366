package io.understudy.datasets.snapshots;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.storage.BlobHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The rows of frozen datasets: written once, never changed, so plain SQL serves them better than entities. */
@Repository
public class SnapshotRepository {
    private final JdbcTemplate jdbc;

    SnapshotRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes a snapshot unless it is there; false when it was. */
    boolean insert(SnapshotSummary snapshot, UUID by) {
        return jdbc.update(
                        """
                        insert into snapshot (hash, character_id, trigger_word, picture_count, created_by, created_at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing""",
                        snapshot.id().hash(),
                        snapshot.character().value(),
                        snapshot.triggerWord(),
                        snapshot.pictures(),
                        by,
                        OffsetDateTime.ofInstant(snapshot.createdAt(), ZoneOffset.UTC))
                == 1;
    }

    void insertEntries(SnapshotId id, List<SnapshotEntry> entries) {
        jdbc.batchUpdate(
                """
                insert into snapshot_entry (snapshot_hash, position, file_name, original_hash, display_hash,
                    thumbnail_hash, caption, width, height)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                entries.stream()
                        .map(e -> new Object[] {
                            id.hash(),
                            e.position(),
                            e.fileName(),
                            e.original().hex(),
                            e.display().hex(),
                            e.thumbnail().hex(),
                            e.caption(),
                            e.width(),
                            e.height()
                        })
                        .toList());
    }

    public Optional<SnapshotSummary> find(SnapshotId id) {
        return jdbc.query("select * from snapshot where hash = ?", SnapshotRepository::summary, id.hash()).stream()
                .findFirst();
    }

    record Row(SnapshotSummary snapshot, @Nullable String name, UUID by) {}

    List<Row> of(CharacterId character) {
        return jdbc.query(
                "select * from snapshot where character_id = ? order by created_at desc, hash",
                (row, number) ->
                        new Row(summary(row, number), row.getString("name"), row.getObject("created_by", UUID.class)),
                character.value());
    }

    @Nullable
    String name(SnapshotId id) {
        return jdbc.queryForObject("select name from snapshot where hash = ?", String.class, id.hash());
    }

    void rename(SnapshotId id, @Nullable String name) {
        jdbc.update("update snapshot set name = ? where hash = ?", name, id.hash());
    }

    public List<SnapshotEntry> entries(SnapshotId id) {
        return jdbc.query(
                "select * from snapshot_entry where snapshot_hash = ? order by position",
                (row, number) -> new SnapshotEntry(
                        row.getInt("position"),
                        row.getString("file_name"),
                        new BlobHash(row.getString("original_hash")),
                        new BlobHash(row.getString("display_hash")),
                        new BlobHash(row.getString("thumbnail_hash")),
                        row.getString("caption"),
                        row.getInt("width"),
                        row.getInt("height")),
                id.hash());
    }

    private static SnapshotSummary summary(ResultSet row, int number) throws SQLException {
        Instant createdAt = row.getObject("created_at", OffsetDateTime.class).toInstant();
        return new SnapshotSummary(
                new SnapshotId(row.getString("hash")),
                new CharacterId(row.getObject("character_id", UUID.class)),
                row.getString("trigger_word"),
                row.getInt("picture_count"),
                createdAt);
    }
}
