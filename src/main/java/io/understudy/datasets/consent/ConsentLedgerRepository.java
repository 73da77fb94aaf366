package io.understudy.datasets.consent;

import io.understudy.characters.CharacterId;
import io.understudy.characters.ConsentFile;
import io.understudy.datasets.SnapshotId;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
public class ConsentLedgerRepository {
    /**
     * A photo once, however often it is in the dataset or in snapshots; the dataset's own name and thumbnail come
     * first.
     */
    private static final String PHOTOS = """
            with holding as (
              select coalesce(d.photo_hash, p.original_hash) as photo_hash, p.file_name, p.thumbnail_hash, p.position,
                case when d.photo_hash is null then 0 else 1 end as far
              from picture p left join derived_photo d on d.derived_hash = p.original_hash
              where p.character_id = :character and p.removed_at is null
              union all
              select coalesce(d.photo_hash, e.original_hash), e.file_name, e.thumbnail_hash, e.position, 2
              from snapshot s join snapshot_entry e on e.snapshot_hash = s.hash
                left join derived_photo d on d.derived_hash = e.original_hash
              where s.character_id = :character
            ), photo as (
              select h.*, row_number() over (partition by photo_hash order by far, position, file_name) as place
              from holding h
            )
            """;

    private static final String LINES = """
            select p.photo_hash, p.file_name, p.thumbnail_hash, p.far, c.row_version, c.source, c.basis, c.terms,
              c.vouched_by_name, c.vouched_at, c.document_hash, c.document_name, c.document_media_type,
              c.document_size, c.withdrawn_by_name, c.withdrawn_at, c.withdrawal_reason
            from photo p left join photo_consent c on c.photo_hash = p.photo_hash
            where p.place = 1""";

    private final TypedJdbcClient client;

    ConsentLedgerRepository(TypedJdbcClient client) {
        this.client = client;
    }

    List<LedgerLine> lines(CharacterId character, LedgerFilter filter, int page, int pageSize) {
        return client.sql(PHOTOS + LINES + where(filter) + """
                         order by case when p.far = 2 then 1 else 0 end, p.position, p.file_name, p.photo_hash
                        limit :limit offset :offset""")
                .param("character", character)
                .param("limit", pageSize)
                .param("offset", (long) page * pageSize)
                .query(ConsentLedgerRepository::line)
                .list();
    }

    List<LedgerLine> lines(CharacterId character, Collection<BlobHash> photos) {
        return photos.isEmpty()
                ? List.of()
                : client.sql(PHOTOS + LINES + " and p.photo_hash in (:photos) order by p.position, p.photo_hash")
                        .param("character", character)
                        .param("photos", photos)
                        .query(ConsentLedgerRepository::line)
                        .list();
    }

    LedgerCounts counts(CharacterId character) {
        return client.sql(PHOTOS + """
                        select count(case when c.photo_hash is null then 1 end) as missing,
                          count(case when c.photo_hash is not null and c.withdrawn_at is null then 1 end) as given,
                          count(c.withdrawn_at) as withdrawn
                        from photo p left join photo_consent c on c.photo_hash = p.photo_hash
                        where p.place = 1""")
                .param("character", character)
                .query(LedgerCounts.class)
                .single();
    }

    Map<SnapshotId, List<WithdrawnPhoto>> withdrawnIn(Collection<SnapshotId> snapshots) {
        if (snapshots.isEmpty()) {
            return Map.of();
        }
        record Withdrawn(SnapshotId snapshot, WithdrawnPhoto photo) {}
        return client.sql("""
                            select e.snapshot_hash, e.file_name, c.photo_hash, c.withdrawn_by_name as by_name,
                              c.withdrawn_at as at, c.withdrawal_reason as reason
                            from snapshot_entry e left join derived_photo d on d.derived_hash = e.original_hash
                              join photo_consent c on c.photo_hash = coalesce(d.photo_hash, e.original_hash)
                            where e.snapshot_hash in (:snapshots) and c.withdrawn_at is not null
                            order by e.snapshot_hash, e.position""").param("snapshots", snapshots).query(Withdrawn.class).list().stream()
                .collect(Collectors.groupingBy(
                        Withdrawn::snapshot, Collectors.mapping(Withdrawn::photo, Collectors.toList())));
    }

    /** Every snapshot, of any character, that holds one of these photos or something derived from it. */
    Set<SnapshotId> snapshotsWith(Collection<BlobHash> photos) {
        if (photos.isEmpty()) {
            return Set.of();
        }
        return client.sql("""
                        select distinct e.snapshot_hash from snapshot_entry e
                        where e.original_hash in (:photos)
                          or e.original_hash in
                            (select d.derived_hash from derived_photo d where d.photo_hash in (:photos))""").param("photos", photos).query(SnapshotId.class).set();
    }

    Set<BlobHash> photosIn(SnapshotId snapshot) {
        return client.sql("""
                        select distinct coalesce(d.photo_hash, e.original_hash) from snapshot_entry e
                          left join derived_photo d on d.derived_hash = e.original_hash
                        where e.snapshot_hash = ?""").param(snapshot).query(BlobHash.class).set();
    }

    public Set<BlobHash> withdrawnAmong(Collection<BlobHash> originals) {
        if (originals.isEmpty()) {
            return Set.of();
        }
        Set<BlobHash> found =
                client.sql("""
                        select c.photo_hash from photo_consent c
                        where c.photo_hash in (:files) and c.withdrawn_at is not null""").param("files", originals).query(BlobHash.class).set();
        found.addAll(
                client.sql("""
                        select d.derived_hash from derived_photo d join photo_consent c on c.photo_hash = d.photo_hash
                        where d.derived_hash in (:files) and c.withdrawn_at is not null""").param("files", originals).query(BlobHash.class).list());
        return found;
    }

    List<String> filesOf(Collection<BlobHash> photos) {
        List<String> files = new ArrayList<>(photos.stream().map(BlobHash::hex).toList());
        files.addAll(client.sql("select derived_hash from derived_photo where photo_hash in (:photos)")
                .param("photos", photos)
                .query(String.class)
                .list());
        return files;
    }

    /** The photo that a file was derived from; the file itself when it was uploaded as it is. */
    public BlobHash photoOf(BlobHash file) {
        return client.sql("select photo_hash from derived_photo where derived_hash = ?")
                .param(file)
                .query(BlobHash.class)
                .optional()
                .orElse(file);
    }

    public void derived(BlobHash file, BlobHash photo, Instant now) {
        client.sql("insert into derived_photo (derived_hash, photo_hash, created_at) values (?, ?, ?)"
                        + " on conflict do nothing")
                .params(file, photo, now)
                .update();
    }

    private static String where(LedgerFilter filter) {
        return switch (filter) {
            case ALL -> "";
            case MISSING -> " and c.photo_hash is null";
            case GIVEN -> " and c.photo_hash is not null and c.withdrawn_at is null";
            case WITHDRAWN -> " and c.withdrawn_at is not null";
        };
    }

    private static LedgerLine line(ResultSet row, int number) throws SQLException {
        String basis = row.getString("basis");
        String reason = row.getString("withdrawal_reason");
        return new LedgerLine(
                new BlobHash(row.getString("photo_hash")),
                row.getString("file_name"),
                new BlobHash(row.getString("thumbnail_hash")),
                row.getInt("far") < 2,
                basis == null
                        ? null
                        : new LedgerLine.Given(
                                ConsentBasis.valueOf(basis),
                                row.getString("source"),
                                row.getString("terms"),
                                row.getString("vouched_by_name"),
                                time(row, "vouched_at"),
                                document(row)),
                reason == null
                        ? null
                        : new LedgerLine.Withdrawal(
                                row.getString("withdrawn_by_name"), time(row, "withdrawn_at"), reason),
                basis == null && reason == null ? -1 : row.getLong("row_version"));
    }

    private static @Nullable ConsentFile document(ResultSet row) throws SQLException {
        String hash = row.getString("document_hash");
        return hash == null
                ? null
                : new ConsentFile(
                        new BlobHash(hash),
                        row.getString("document_name"),
                        row.getString("document_media_type"),
                        row.getLong("document_size"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
