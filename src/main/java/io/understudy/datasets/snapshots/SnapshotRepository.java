package io.understudy.datasets.snapshots;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotEntry;
import io.understudy.datasets.SnapshotId;
import io.understudy.datasets.SnapshotSummary;
import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Repository;

/** The rows of frozen datasets: written once, never changed, so plain SQL serves them better than entities. */
@Repository
public class SnapshotRepository {
    private static final String SUMMARY =
            "select hash as id, character_id, trigger_word, picture_count as pictures, created_at, name, created_by as by"
                    + " from snapshot";

    private final TypedJdbcClient jdbc;
    private final Batches batches;

    SnapshotRepository(TypedJdbcClient jdbc, Batches batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Writes a snapshot unless it is there; false when it was. */
    boolean insert(SnapshotSummary snapshot, UUID by) {
        return jdbc.sql("""
                        insert into snapshot (hash, character_id, trigger_word, picture_count, created_by, created_at)
                        values (:id, :character, :triggerWord, :pictures, :by, :createdAt) on conflict do nothing""").paramSource(snapshot).param("by", by).update() == 1;
    }

    void insertEntries(SnapshotId id, List<SnapshotEntry> entries) {
        batches.update(
                """
                insert into snapshot_entry (snapshot_hash, position, file_name, original_hash, display_hash,
                    thumbnail_hash, caption, width, height, repeats)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                entries,
                (e, position) -> Batches.row(
                        id,
                        e.position(),
                        e.fileName(),
                        e.original(),
                        e.display(),
                        e.thumbnail(),
                        e.caption(),
                        e.width(),
                        e.height(),
                        e.repeats()));
    }

    public Optional<SnapshotSummary> find(SnapshotId id) {
        return jdbc.sql(SUMMARY + " where hash = ?")
                .param(id)
                .query(SnapshotSummary.class)
                .optional();
    }

    /** The newest first. */
    public List<SnapshotSummary> find(Collection<SnapshotId> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(SUMMARY + " where hash in (:ids) order by created_at desc, hash")
                        .param("ids", ids)
                        .query(SnapshotSummary.class)
                        .list();
    }

    /** The newest first. */
    List<SnapshotSummary> behind(CharacterId character, Instant created, String hash, int most) {
        return jdbc.sql(SUMMARY + """
                         where character_id = ? and (created_at < ? or created_at = ? and hash > ?)
                        order by created_at desc, hash limit ?""")
                .params(character, created, created, hash, most)
                .query(SnapshotSummary.class)
                .list();
    }

    record Row(SnapshotSummary snapshot, @Nullable String name, UUID by) {}

    /** By name or the beginning of the id; in the order of names, those without one come last. */
    Page<Row> page(CharacterId character, SearchText text, ListOrder order, Pageable page) {
        return new PageImpl<>(
                matching(
                                SUMMARY,
                                " order by " + order.sql("name", "created_at")
                                        + " nulls last, hash limit :limit offset :offset",
                                character,
                                text)
                        .param("limit", page.getPageSize())
                        .param("offset", page.getOffset())
                        .query(Row.class)
                        .list(),
                page,
                matching("select count(*) from snapshot", "", character, text)
                        .query(Long.class)
                        .single());
    }

    private TypedJdbcClient.Statement matching(String select, String order, CharacterId character, SearchText text) {
        return jdbc.sql(select + " where character_id = :character and (lower(coalesce(name, '')) like :text escape '!'"
                        + " or hash like :beginning escape '!')" + order)
                .param("character", character)
                .param("text", text.anywhere())
                .param("beginning", text.beginning());
    }

    Optional<Row> find(CharacterId character, String beginning) {
        return jdbc
                .sql(SUMMARY + " where character_id = ? and hash like ? escape '!' order by created_at desc, hash")
                .param(character)
                .param(new SearchText(beginning).beginning())
                .query(Row.class)
                .list()
                .stream()
                .findFirst();
    }

    /** One number for each picture. */
    List<Integer> repeats(SnapshotId id) {
        return jdbc.sql("select repeats from snapshot_entry where snapshot_hash = ?")
                .param(id)
                .query(Integer.class)
                .list();
    }

    @Nullable
    String name(SnapshotId id) {
        return jdbc.sql("select name from snapshot where hash = ?")
                .param(id)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    void rename(SnapshotId id, @Nullable String name) {
        jdbc.sql("update snapshot set name = ? where hash = ?")
                .param(name)
                .param(id)
                .update();
    }

    public List<SnapshotEntry> entries(SnapshotId id) {
        return jdbc.sql("select * from snapshot_entry where snapshot_hash = ? order by position")
                .param(id)
                .query(SnapshotEntry.class)
                .list();
    }
}
