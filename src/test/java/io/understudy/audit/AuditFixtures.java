package io.understudy.audit;

import io.understudy.bundle.trail.TrailRow;
import io.understudy.support.TestDirectories;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** Appends many rows to the trail of a database that no server uses at the moment, with the hashes that they have to have. */
public final class AuditFixtures {
    private AuditFixtures() {}

    public static void append(
            JdbcTemplate jdbc, int count, UUID actor, String name, List<String> verbs, String subject) {
        Map<String, Object> head = jdbc.queryForMap("select sequence, hash from audit_head");
        long first = ((Number) head.get("sequence")).longValue() + 1;
        String[] last = {(String) head.get("hash")};
        Instant begin = Instant.parse("2026-01-05T08:00:00Z");
        List<Object[]> rows = new ArrayList<>(LongStream.range(first, first + count)
                .mapToObj(sequence -> {
                    String verb = verbs.get((int) (sequence % verbs.size()));
                    TrailRow row = new TrailRow(
                            sequence,
                            begin.plusSeconds(sequence * 641),
                            actor,
                            name,
                            verb,
                            verb.substring(0, verb.indexOf('.')),
                            String.valueOf(sequence),
                            subject,
                            "{\"caption\":\"ohwx woman, smiling\"}",
                            "{\"caption\":\"ohwx woman, smiling, soft light from the left, full body, harbour at dusk\"}",
                            "192.0.2." + sequence % 250,
                            null,
                            last[0],
                            "");
                    last[0] = row.contentHash();
                    return new Object[] {
                        sequence,
                        java.sql.Timestamp.from(row.at()),
                        actor,
                        name,
                        verb,
                        row.subjectType(),
                        row.subjectId(),
                        subject,
                        row.beforeJson(),
                        row.afterJson(),
                        row.remoteAddress(),
                        row.previousHash(),
                        last[0]
                    };
                })
                .toList());
        jdbc.batchUpdate("""
                insert into audit_row (sequence, at, actor_id, actor_name, verb, subject_type, subject_id, subject_name,
                    before_json, after_json, remote_address, previous_hash, hash)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", rows);
        jdbc.update("update audit_head set sequence = ?, hash = ?", first + count - 1, last[0]);
    }

    /** As a person does who owns the database. */
    public static void withoutGuard(JdbcTemplate jdbc, String... statements) {
        List<String> tables = List.of("audit_row", "audit_checkpoint");
        for (String table : tables) {
            jdbc.execute(
                    TestDirectories.onPostgreSql()
                            ? "alter table " + table + " disable trigger user"
                            : "drop trigger " + table + "_append_only");
        }
        for (String statement : statements) {
            jdbc.execute(statement);
        }
        for (String table : tables) {
            jdbc.execute(
                    TestDirectories.onPostgreSql()
                            ? "alter table " + table + " enable trigger user"
                            : "create trigger %1$s_append_only before update, delete on %1$s for each row call '%2$s'"
                                    .formatted(table, AppendOnlyTrigger.class.getName()));
        }
    }

    /** Gives a row the hash of what it holds now, as a person does who knows how the rows are chained. */
    public static void rehash(JdbcTemplate jdbc, long sequence) {
        TrailRow row = Objects.requireNonNull(jdbc.queryForObject(
                "select * from audit_row where sequence = ?",
                (found, number) -> new TrailRow(
                        found.getLong("sequence"),
                        found.getObject("at", OffsetDateTime.class).toInstant(),
                        found.getObject("actor_id", UUID.class),
                        found.getString("actor_name"),
                        found.getString("verb"),
                        found.getString("subject_type"),
                        found.getString("subject_id"),
                        found.getString("subject_name"),
                        found.getString("before_json"),
                        found.getString("after_json"),
                        found.getString("remote_address"),
                        found.getString("request_id"),
                        found.getString("previous_hash"),
                        ""),
                sequence));
        withoutGuard(
                jdbc, "update audit_row set hash = '%s' where sequence = %d".formatted(row.contentHash(), sequence));
    }

    /** As after a restore of what the database held when it had so many rows. */
    static void rollBack(JdbcTemplate jdbc, long rows) {
        withoutGuard(
                jdbc,
                "delete from audit_row where sequence > " + rows,
                "delete from audit_checkpoint where size > " + rows,
                "update audit_head set sequence = %d, hash = coalesce((select hash from audit_row where audit_row.sequence = %d), '%s')"
                        .formatted(rows, rows, "0".repeat(64)));
    }
}
