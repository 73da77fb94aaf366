package io.understudy.storage;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.limits.UploadRoomQueries;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The rows about blobs, in plain SQL: every step is one conditional statement on one row, so that the database decides
 * between two concurrent callers.
 */
@Repository
public class BlobRepository {
    private static final String COLUMNS = "hash, size, media_type, serving, state, reference_count, read_at";

    private final TypedJdbcClient jdbc;
    private final Batches batches;
    private final UploadRoomQueries room;

    BlobRepository(TypedJdbcClient jdbc, Batches batches, UploadRoomQueries room) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.room = room;
    }

    public enum State {
        PENDING,
        STORED
    }

    public record BlobRow(
            BlobHash hash,
            long size,
            String mediaType,
            Serving serving,
            State state,
            int referenceCount,
            Instant readAt) {
        public StoredBlob blob() {
            return new StoredBlob(hash, size, mediaType);
        }
    }

    public record Volume(long blobs, long bytes) {
        public static final Volume NONE = new Volume(0, 0);
    }

    /**
     * Announces a blob, or renews the sweeper's patience with one that is known. Waits for a sweeper that is at this
     * very row.
     *
     * @param sent whether a person sent these bytes, and did not have them made here
     * @return the state that the row was found in, or empty for a new row
     * @throws DomainException.Conflict when a person stores it and there is no room for it
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    Optional<State> claim(StoredBlob blob, Serving serving, boolean sent, Instant now) {
        while (true) {
            Optional<BlobRow> known = jdbc.sql("select " + COLUMNS + " from blob where hash = ? for update")
                    .param(blob.hash())
                    .query(BlobRow.class)
                    .optional();
            if (known.isPresent()) {
                BlobRow row = known.get();
                boolean wider = serving.isMoreOpenThan(row.serving());
                jdbc.sql("update blob set touched_at = ?, serving = ?, media_type = ? where hash = ?")
                        .params(
                                now,
                                wider ? serving : row.serving(),
                                wider ? blob.mediaType() : row.mediaType(),
                                blob.hash())
                        .update();
                return Optional.of(row.state());
            }
            int inserted = jdbc.sql("""
                            insert into blob
                                (hash, size, media_type, serving, state, reference_count, uploaded_by, sent, created_at,
                                 touched_at, read_at)
                            values (?, ?, ?, ?, 'PENDING', 0, ?, ?, ?, ?, ?)
                            on conflict do nothing
                            """)
                    .params(blob.hash(), blob.size(), blob.mediaType(), serving, room.uploader(), sent, now, now, now)
                    .update();
            if (inserted == 1) {
                room.require(sent, now);
                return Optional.empty();
            }
        }
    }

    /** Says that the object is there; false when the row is gone, swept during a very slow upload. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    boolean markStored(BlobHash hash, Instant now) {
        return jdbc.sql("update blob set state = 'STORED', touched_at = ?, read_at = ? where hash = ?")
                        .params(now, now, hash)
                        .update()
                == 1;
    }

    public Optional<BlobRow> find(BlobHash hash) {
        return jdbc.sql("select " + COLUMNS + " from blob where hash = ?")
                .param(hash)
                .query(BlobRow.class)
                .optional();
    }

    Optional<BlobRow> findOwn(BlobHash hash) {
        return jdbc.sql("select " + COLUMNS + " from blob where hash = ? and uploaded_by = ?")
                .params(hash, room.uploader())
                .query(BlobRow.class)
                .optional();
    }

    public List<BlobRow> find(Collection<BlobHash> hashes) {
        return hashes.isEmpty()
                ? List.of()
                : jdbc.sql("select " + COLUMNS + " from blob where hash in (:hashes)")
                        .param("hashes", hashes)
                        .query(BlobRow.class)
                        .list();
    }

    /** The next stored blobs by hash; the first page follows the empty text. */
    public List<BlobRow> storedAfter(String hex, int limit) {
        return jdbc.sql("select " + COLUMNS + " from blob where state = 'STORED' and hash > ? order by hash limit ?")
                .params(hex, limit)
                .query(BlobRow.class)
                .list();
    }

    /** Stored blobs that were not read since then, those whose reading is longest ago first. */
    public List<BlobRow> notReadSince(Instant since, int limit) {
        return jdbc.sql("select " + COLUMNS
                        + " from blob where state = 'STORED' and read_at < ? order by read_at, hash limit ?")
                .params(since, limit)
                .query(BlobRow.class)
                .list();
    }

    public void wereRead(Collection<BlobHash> hashes, Instant now) {
        if (!hashes.isEmpty()) {
            jdbc.sql("update blob set read_at = :now where hash in (:hashes)")
                    .param("now", now)
                    .param("hashes", hashes)
                    .update();
        }
    }

    /** Since when every stored blob was read at least once; empty while nothing is stored. */
    public Optional<Instant> allReadSince() {
        return jdbc.sql("select read_at from blob where state = 'STORED' order by read_at limit 1")
                .query(Instant.class)
                .optional();
    }

    public Map<State, Volume> volumes() {
        Map<State, Volume> volumes = new EnumMap<>(State.class);
        for (State state : State.values()) {
            volumes.put(state, Volume.NONE);
        }
        record OfState(State state, Volume volume) {}
        jdbc.sql("select state, count(*) as blobs, coalesce(sum(size), 0) as bytes from blob group by state")
                .query(OfState.class)
                .list()
                .forEach(row -> volumes.put(row.state(), row.volume()));
        return volumes;
    }

    /**
     * Changes reference counts; hashes come sorted, so that two transactions never wait for each other in a circle.
     *
     * @return how many rows changed for each hash, 0 or 1
     */
    int[] retain(List<BlobHash> sorted) {
        return batches.update(
                "update blob set reference_count = reference_count + 1 where hash = ? and state = 'STORED'",
                sorted,
                (hash, position) -> Batches.row(hash));
    }

    /** As {@link #retain}; the sweeper's patience starts again. */
    int[] release(List<BlobHash> sorted, Instant now) {
        return batches.update(
                "update blob set reference_count = reference_count - 1, touched_at = ?"
                        + " where hash = ? and reference_count > 0",
                sorted,
                (hash, position) -> Batches.row(now, hash));
    }

    /** Blobs in this state without references, untouched since then, by hash; the first page follows the empty text. */
    List<BlobHash> unreferenced(State state, Instant untouchedSince, String afterHex, int limit) {
        return jdbc.sql("select hash from blob where reference_count = 0 and state = ? and touched_at < ?"
                        + " and hash > ? order by hash limit ?")
                .params(state, untouchedSince, afterHex, limit)
                .query(BlobHash.class)
                .list();
    }

    /**
     * Turns a stored blob without references back into a pending one, which cannot be retained: after that its
     * object may go. One row per transaction, so that two transactions never wait for each other.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    void demote(BlobHash hash, Instant untouchedSince) {
        jdbc.sql("update blob set state = 'PENDING'"
                        + " where hash = ? and state = 'STORED' and reference_count = 0 and touched_at < ?")
                .params(hash, untouchedSince)
                .update();
    }

    /** Deletes a pending row unless it was claimed in the meantime; the row stays locked until the commit. */
    boolean deletePending(BlobHash hash, Instant untouchedSince) {
        return jdbc.sql("delete from blob where hash = ? and state = 'PENDING' and touched_at < ?")
                        .params(hash, untouchedSince)
                        .update()
                == 1;
    }
}
