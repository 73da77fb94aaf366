package io.understudy.audit;

import io.understudy.bundle.trail.TrailRow;
import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.platform.search.ListOrder;
import io.understudy.platform.search.SearchText;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The table of the trail. There is no statement here that changes or removes a row. */
@Repository
class AuditRepository {
    record Head(long sequence, String hash) {}

    record Extent(long size, long last, long head) {}

    /**
     * How far the last walk came.
     *
     * @param more whether it found more broken rows than are kept
     */
    record Walked(long sequence, boolean more) {}

    private static final String COLUMNS = "sequence, at, actor_id, actor_name, verb, subject_type, subject_id,"
            + " subject_name, before_json, after_json, remote_address, request_id, previous_hash, hash";

    private final TypedJdbcClient jdbc;
    private final Batches batches;
    private final EntityManager entities;

    AuditRepository(TypedJdbcClient jdbc, Batches batches, EntityManager entities) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.entities = entities;
    }

    /**
     * The end of the chain, locked until the transaction ends. All other rows are locked before it is: a transaction that
     * waits for the head holds nothing its holder still needs.
     */
    Head lockHead() {
        entities.flush();
        return head(" for update");
    }

    Head head() {
        return head("");
    }

    private Head head(String lock) {
        return jdbc.sql("select sequence, hash from audit_head where id = 1" + lock)
                .query(Head.class)
                .optional()
                .orElseThrow(() ->
                        new IllegalStateException("The head of the audit trail is missing: restore the database."));
    }

    void append(TrailRow row) {
        jdbc.sql("insert into audit_row (" + COLUMNS + """
                        ) values (:sequence, :at, :actorId, :actorName, :verb, :subjectType, :subjectId, :subjectName,
                            :beforeJson, :afterJson, :remoteAddress, :requestId, :previousHash, :hash)""").paramSource(row).update();
        jdbc.sql("update audit_head set sequence = ?, hash = ? where id = 1")
                .params(row.sequence(), row.hash())
                .update();
    }

    /** The hashes of the rows behind one, in their order. */
    List<String> hashes(long sequence, int most) {
        return jdbc.sql("select hash from audit_row where sequence > ? order by sequence limit ?")
                .params(sequence, most)
                .query(String.class)
                .list();
    }

    Optional<Instant> lastButOne(String subjectType, String subjectId, String verb) {
        return jdbc.sql("select at from audit_row where subject_type = ? and subject_id = ? and verb = ?"
                        + " order by sequence desc limit 1 offset 1")
                .params(subjectType, subjectId, verb)
                .query(Instant.class)
                .optional();
    }

    Optional<Long> lastBefore(long sequence, String verb) {
        return jdbc.sql("select sequence from audit_row where verb = ? and sequence < ? order by sequence desc limit 1")
                .params(verb, sequence)
                .query(Long.class)
                .optional();
    }

    /** What the table holds and what its head says, at one moment. */
    Extent extent() {
        return jdbc.sql("""
                select (select count(*) from audit_row) as size, (select coalesce(max(sequence), 0) from audit_row) as last,
                    (select sequence from audit_head where id = 1) as head""").query(Extent.class).single();
    }

    List<TrailRow> after(long sequence, int most) {
        return rows(" where sequence > ? order by sequence limit ?", List.of(sequence, most));
    }

    List<TrailRow> before(AuditFilter filter, long sequence, int most) {
        Where where = Where.of(filter);
        where.and("sequence < ?", sequence);
        where.arguments.add(most);
        return rows(where.sql + " order by sequence desc limit ?", where.arguments);
    }

    List<TrailRow> page(AuditFilter filter, ListOrder order, int offset, int most) {
        Where where = Where.of(filter);
        where.arguments.add(most);
        where.arguments.add(offset);
        return rows(where.sql + " order by " + order.sql("verb", "sequence") + " limit ? offset ?", where.arguments);
    }

    private List<TrailRow> rows(String conditions, List<?> arguments) {
        return jdbc.sql("select " + COLUMNS + " from audit_row" + conditions)
                .params(arguments)
                .query(TrailRow.class)
                .list();
    }

    List<TrailRow> about(String type, Collection<String> ids, Collection<String> verbs) {
        return jdbc.sql("select " + COLUMNS + " from audit_row"
                        + " where sequence > 0 and subject_type = :type and subject_id in (:ids) and verb in (:verbs)"
                        + " order by sequence")
                .param("type", type)
                .param("ids", ids)
                .param("verbs", verbs)
                .query(TrailRow.class)
                .list();
    }

    /** What happened behind a row, in its order. */
    List<TrailRow> since(long sequence, String verb) {
        return rows(" where verb = ? and sequence > ? order by sequence", List.of(verb, sequence));
    }

    /** The number of the last row, wherever the head is; 0 without any. */
    long last() {
        return jdbc.sql("select coalesce(max(sequence), 0) from audit_row")
                .query(Long.class)
                .single();
    }

    /** The number of the last row about one of these acts; 0 without any. */
    long last(Collection<String> verbs) {
        return jdbc.sql("select coalesce(max(sequence), 0) from audit_row where sequence > 0 and verb in (:verbs)")
                .param("verbs", verbs)
                .query(Long.class)
                .single();
    }

    /** Replaces what the walk before found. */
    @Transactional
    void keep(Walked walked, Collection<TrailState.BrokenRow> broken) {
        // The row that is written first lets walks that end at the same moment pass one after the other.
        int changed = jdbc.sql("update audit_walk set sequence = :sequence, more = :more")
                .paramSource(walked)
                .update();
        if (changed == 0) {
            jdbc.sql("insert into audit_walk (id, sequence, more) values (1, :sequence, :more)")
                    .paramSource(walked)
                    .update();
        }
        jdbc.sql("delete from audit_broken_row").update();
        batches.update(
                "insert into audit_broken_row (sequence, hash, chained, words) values (?, ?, ?, ?)",
                broken,
                (row, position) -> Batches.row(row.sequence(), row.hash(), row.chained(), row.words()));
    }

    Walked walked() {
        return jdbc.sql("select sequence, more from audit_walk")
                .query(Walked.class)
                .optional()
                .orElse(new Walked(0, false));
    }

    /** Rows that the last walk found altered or missing. */
    List<TrailState.BrokenRow> broken() {
        return jdbc.sql("select sequence, hash, chained, words from audit_broken_row order by sequence")
                .query(TrailState.BrokenRow.class)
                .list();
    }

    long count(AuditFilter filter) {
        Where where = Where.of(filter);
        return jdbc.sql("select count(*) from audit_row" + where.sql)
                .params(where.arguments)
                .query(Long.class)
                .single();
    }

    List<AuditActor> actors() {
        return jdbc.sql("""
                        select a.actor_id as id, a.actor_name as name from audit_row a
                join (select actor_id, max(sequence) as latest from audit_row group by actor_id) l
                  on l.latest = a.sequence
                order by lower(a.actor_name)""").query(AuditActor.class).list();
    }

    List<String> verbs() {
        return jdbc.sql("select distinct verb from audit_row order by verb")
                .query(String.class)
                .list();
    }

    /** Grows with the filter's parts; values are passed as arguments only. */
    private static final class Where {
        private String sql = "";
        private final List<Object> arguments = new ArrayList<>();

        static Where of(AuditFilter filter) {
            Where where = new Where();
            if (filter.actor() != null) {
                where.and("actor_id = ?", filter.actor());
            }
            if (filter.verb() != null) {
                where.and("verb = ?", filter.verb());
            }
            if (!filter.subject().isBlank()) {
                String pattern = SearchText.around(filter.subject());
                where.and("(lower(subject_name) like ? escape '!' or lower(subject_id) like ? escape '!')", pattern);
                where.arguments.add(pattern);
            }
            if (filter.from() != null) {
                where.and("at >= ?", filter.from());
            }
            if (filter.to() != null) {
                where.and("at < ?", filter.to());
            }
            return where;
        }

        void and(String condition, Object argument) {
            sql += (sql.isEmpty() ? " where " : " and ") + condition;
            arguments.add(argument);
        }
    }
}
