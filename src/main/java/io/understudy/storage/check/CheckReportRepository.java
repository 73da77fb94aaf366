package io.understudy.storage.check;

import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class CheckReportRepository {
    private static final String LAST =
            " where id = (select id from storage_check order by finished_at desc, started_at desc limit 1)";
    private static final AuditEvent.Subject STORAGE = new AuditEvent.Subject("storage", "storage", "Storage");

    private final TypedJdbcClient jdbc;
    private final Batches batches;
    private final AuditEvents auditEvents;

    CheckReportRepository(TypedJdbcClient jdbc, Batches batches, AuditEvents auditEvents) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.auditEvents = auditEvents;
    }

    @Transactional
    void record(CheckReport report) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into storage_check
                            (id, started_at, finished_at, asked_by, blobs, bytes, objects, finding_count)
                        values (:id, :startedAt, :finishedAt, :askedBy, :blobs, :bytes, :objects, :findingCount)""").paramSource(report).param("id", id).update();
        batches.update(
                "insert into storage_check_finding (check_id, line, kind, object_key, words) values (?, ?, ?, ?, ?)",
                report.findings(),
                (finding, line) -> Batches.row(id, line, finding.kind(), finding.objectKey(), finding.words()));
        auditEvents.publish(
                "storage.checked",
                STORAGE,
                Map.of(
                        "blobs", String.valueOf(report.blobs()),
                        "bytes", String.valueOf(report.bytes()),
                        "objects", String.valueOf(report.objects()),
                        "findings", String.valueOf(report.findingCount())));
    }

    @Transactional(readOnly = true)
    Optional<CheckReport> last() {
        Map<Instant, List<CheckFinding>> findings =
                jdbc.sql("""
                        select storage_check.started_at, kind, object_key, words from storage_check_finding
                        join storage_check on id = check_id""" + LAST + " order by line").groups(Instant.class, CheckFinding.class);
        return jdbc.sql("select * from storage_check" + LAST)
                .query(CheckReport.class, findings)
                .optional();
    }
}
