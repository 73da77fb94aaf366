package io.understudy.datasets.consent;

import io.understudy.characters.CharacterId;
import io.understudy.datasets.SnapshotId;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.platform.search.SearchText;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

    private static final String MATCHES = " and (lower(p.file_name) like :pattern escape '!'"
            + " or c.basis is not null and lower(c.source) like :pattern escape '!'"
            + " or lower(c.vouched_by_name) like :pattern escape '!')";

    private static final String LINES = """
            select p.photo_hash, p.file_name, p.thumbnail_hash, p.far < 2 as in_set, coalesce(c.row_version, -1) as row_version,
              case when c.basis is not null then c.source end as source, c.basis,
              case when c.basis is not null then c.terms end as terms, c.vouched_by_name, c.vouched_at,
              c.document_hash as document_blob, c.document_name, c.document_media_type, c.document_size,
              c.withdrawn_by_name as by_name, c.withdrawn_at as at, c.withdrawal_reason as reason
            from photo p left join photo_consent c on c.photo_hash = p.photo_hash
            where p.place = 1""";

    private final TypedJdbcClient client;

    ConsentLedgerRepository(TypedJdbcClient client) {
        this.client = client;
    }

    List<LedgerLine> lines(CharacterId character, LedgerFilter filter, SearchText text, int page, int pageSize) {
        return client.sql(PHOTOS + LINES + where(filter) + MATCHES + """
                         order by case when p.far = 2 then 1 else 0 end, p.position, p.file_name, p.photo_hash
                        limit :limit offset :offset""")
                .param("character", character)
                .param("pattern", text.anywhere())
                .param("limit", pageSize)
                .param("offset", (long) page * pageSize)
                .query(LedgerLine.class)
                .list();
    }

    List<LedgerLine> lines(CharacterId character, Collection<BlobHash> photos) {
        return photos.isEmpty()
                ? List.of()
                : client.sql(PHOTOS + LINES + " and p.photo_hash in (:photos) order by p.position, p.photo_hash")
                        .param("character", character)
                        .param("photos", photos)
                        .query(LedgerLine.class)
                        .list();
    }

    long count(CharacterId character, LedgerFilter filter, SearchText text) {
        return client.sql(PHOTOS + """
                        select count(*) from photo p left join photo_consent c on c.photo_hash = p.photo_hash
                        where p.place = 1""" + where(filter) + MATCHES)
                .param("character", character)
                .param("pattern", text.anywhere())
                .query(Long.class)
                .single();
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
        return client.sql("""
                            select e.snapshot_hash, e.file_name, c.photo_hash, c.withdrawn_by_name as by_name,
                              c.withdrawn_at as at, c.withdrawal_reason as reason
                            from snapshot_entry e left join derived_photo d on d.derived_hash = e.original_hash
                              join photo_consent c on c.photo_hash = coalesce(d.photo_hash, e.original_hash)
                            where e.snapshot_hash in (:snapshots) and c.withdrawn_at is not null
                            order by e.snapshot_hash, e.position""").param("snapshots", snapshots).groups(SnapshotId.class, WithdrawnPhoto.class);
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
        return photosOf(Set.of(file)).iterator().next();
    }

    Set<BlobHash> photosOf(Collection<BlobHash> files) {
        Map<BlobHash, BlobHash> photos = files.isEmpty()
                ? Map.of()
                : client.sql("select derived_hash, photo_hash from derived_photo where derived_hash in (:files)")
                        .param("files", files)
                        .map(BlobHash.class, BlobHash.class);
        return files.stream().map(file -> photos.getOrDefault(file, file)).collect(Collectors.toSet());
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
}
