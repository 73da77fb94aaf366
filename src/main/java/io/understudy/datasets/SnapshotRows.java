package io.understudy.datasets;

import io.understudy.characters.CharacterId;
import io.understudy.storage.BlobHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The rows of frozen sets: written once, never changed, so plain SQL serves them better than entities. */
@Repository
class SnapshotRows {
    private final JdbcTemplate jdbc;

    SnapshotRows(JdbcTemplate jdbc) {
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

    /** Adds everybody who had a hand in these pictures; whoever is known already stays. */
    void addContributors(SnapshotId id, List<UUID> pictures) {
        String marks = String.join(", ", Collections.nCopies(pictures.size(), "?"));
        List<UUID> accounts = jdbc.queryForList(
                "select distinct account_id from picture_contributor where picture_id in (" + marks + ")",
                UUID.class,
                pictures.toArray());
        jdbc.batchUpdate(
                "insert into snapshot_contributor (snapshot_hash, account_id) values (?, ?) on conflict do nothing",
                accounts.stream()
                        .map(account -> new Object[] {id.hash(), account})
                        .toList());
    }

    Optional<SnapshotSummary> find(SnapshotId id) {
        return jdbc.query("select * from snapshot where hash = ?", SnapshotRows::summary, id.hash()).stream()
                .findFirst();
    }

    /** A snapshot with what is not part of its identity. */
    record Row(SnapshotSummary snapshot, @Nullable String name, UUID by) {}

    /** The newest first. */
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

    List<SnapshotEntry> entries(SnapshotId id) {
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

    Set<UUID> contributors(SnapshotId id) {
        return Set.copyOf(jdbc.queryForList(
                "select account_id from snapshot_contributor where snapshot_hash = ?", UUID.class, id.hash()));
    }

    /** By snapshot; those to which nobody contributed are left out. */
    Map<SnapshotId, Set<UUID>> contributorsOf(Collection<SnapshotId> ids) {
        Map<SnapshotId, Set<UUID>> found = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.query(
                    "select snapshot_hash, account_id from snapshot_contributor where snapshot_hash in ("
                            + String.join(", ", Collections.nCopies(ids.size(), "?")) + ")",
                    row -> {
                        found.computeIfAbsent(new SnapshotId(row.getString("snapshot_hash")), id -> new HashSet<>())
                                .add(row.getObject("account_id", UUID.class));
                    },
                    ids.stream().map(SnapshotId::hash).toArray());
        }
        return found;
    }

    /** Everybody who had a hand in the pictures that a snapshot of this set would hold now. */
    Set<UUID> contributorsNow(CharacterId character) {
        return Set.copyOf(jdbc.queryForList("""
                select distinct c.account_id from picture_contributor c join picture p on p.id = c.picture_id
                where p.character_id = ? and p.removed_at is null and p.included""", UUID.class, character.value()));
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
