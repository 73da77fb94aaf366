package io.understudy.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of the trail. There is no statement here that changes or removes a row. */
@Repository
class AuditRepository {
    record Head(long sequence, String hash) {}

    private static final String COLUMNS = "sequence, at, actor_id, actor_name, verb, subject_type, subject_id,"
            + " subject_name, before_json, after_json, remote_address, previous_hash, hash";

    private final JdbcTemplate jdbc;

    AuditRepository(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The end of the chain, locked until the transaction ends. */
    Head lockHead() {
        return head("select sequence, hash from audit_head where id = 1 for update");
    }

    Head head() {
        return head("select sequence, hash from audit_head where id = 1");
    }

    private Head head(String sql) {
        List<Head> heads = jdbc.query(sql, (row, number) -> new Head(row.getLong(1), row.getString(2)));
        if (heads.size() != 1) {
            throw new IllegalStateException("The head of the audit trail is missing: restore the database.");
        }
        return heads.getFirst();
    }

    void append(StoredAuditRow row) {
        jdbc.update(
                "insert into audit_row (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row.sequence(),
                moment(row.at()),
                row.actorId(),
                row.actorName(),
                row.verb(),
                row.subjectType(),
                row.subjectId(),
                row.subjectName(),
                row.beforeJson(),
                row.afterJson(),
                row.remoteAddress(),
                row.previousHash(),
                row.hash());
        jdbc.update("update audit_head set sequence = ?, hash = ? where id = 1", row.sequence(), row.hash());
    }

    List<StoredAuditRow> after(long sequence, int most) {
        return jdbc.query(
                "select " + COLUMNS + " from audit_row where sequence > ? order by sequence limit ?",
                AuditRepository::read,
                sequence,
                most);
    }

    List<StoredAuditRow> before(AuditFilter filter, long sequence, int most) {
        Where where = Where.of(filter);
        where.and("sequence < ?", sequence);
        where.arguments.add(most);
        return jdbc.query(
                "select " + COLUMNS + " from audit_row" + where.sql + " order by sequence desc limit ?",
                AuditRepository::read,
                where.arguments.toArray());
    }

    List<StoredAuditRow> page(AuditFilter filter, int offset, int most) {
        Where where = Where.of(filter);
        where.arguments.add(most);
        where.arguments.add(offset);
        return jdbc.query(
                "select " + COLUMNS + " from audit_row" + where.sql + " order by sequence desc limit ? offset ?",
                AuditRepository::read,
                where.arguments.toArray());
    }

    List<StoredAuditRow> about(String type, Collection<String> ids, Collection<String> verbs) {
        return JdbcClient.create(jdbc)
                .sql("select " + COLUMNS + " from audit_row"
                        + " where subject_type = :type and subject_id in (:ids) and verb in (:verbs) order by sequence")
                .param("type", type)
                .param("ids", ids)
                .param("verbs", verbs)
                .query(AuditRepository::read)
                .list();
    }

    long count(AuditFilter filter) {
        Where where = Where.of(filter);
        Long count = jdbc.queryForObject(
                "select count(*) from audit_row" + where.sql, Long.class, where.arguments.toArray());
        return count == null ? 0 : count;
    }

    List<AuditActor> actors() {
        return jdbc.query("""
                select a.actor_id, a.actor_name from audit_row a
                join (select actor_id, max(sequence) as latest from audit_row group by actor_id) l
                  on l.latest = a.sequence
                order by lower(a.actor_name)""", (row, number) -> new AuditActor(row.getObject(1, UUID.class), row.getString(2)));
    }

    List<String> verbs() {
        return jdbc.queryForList("select distinct verb from audit_row order by verb", String.class);
    }

    private static StoredAuditRow read(ResultSet row, int number) throws SQLException {
        return new StoredAuditRow(
                row.getLong("sequence"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("actor_id", UUID.class),
                row.getString("actor_name"),
                row.getString("verb"),
                row.getString("subject_type"),
                row.getString("subject_id"),
                row.getString("subject_name"),
                row.getString("before_json"),
                row.getString("after_json"),
                row.getString("remote_address"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }

    private static OffsetDateTime moment(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
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
                String pattern =
                        "%" + filter.subject().strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
                where.and("(lower(subject_name) like ? escape '!' or lower(subject_id) like ? escape '!')", pattern);
                where.arguments.add(pattern);
            }
            if (filter.from() != null) {
                where.and("at >= ?", moment(filter.from()));
            }
            if (filter.to() != null) {
                where.and("at < ?", moment(filter.to()));
            }
            return where;
        }

        void and(String condition, Object argument) {
            sql += (sql.isEmpty() ? " where " : " and ") + condition;
            arguments.add(argument);
        }
    }
}
