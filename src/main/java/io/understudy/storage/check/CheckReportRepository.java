package io.understudy.storage.check;

import io.understudy.platform.core.AuditEvent;
import io.understudy.platform.core.AuditEvents;
import io.understudy.storage.BlobRepository;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class CheckReportRepository {
    private static final AuditEvent.Subject STORAGE = new AuditEvent.Subject("storage", "storage", "Storage");

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final AuditEvents auditEvents;

    CheckReportRepository(JdbcTemplate template, AuditEvents auditEvents) {
        this.jdbc = JdbcClient.create(template);
        this.batches = template;
        this.auditEvents = auditEvents;
    }

    @Transactional
    void record(CheckReport report) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into storage_check
                            (id, started_at, finished_at, asked_by, blobs, bytes, objects, finding_count)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        BlobRepository.time(report.startedAt()),
                        BlobRepository.time(report.finishedAt()),
                        report.askedBy(),
                        report.blobs(),
                        report.bytes(),
                        report.objects(),
                        report.findingCount())
                .update();
        List<Object[]> lines = new ArrayList<>();
        for (CheckFinding finding : report.findings()) {
            lines.add(new Object[] {id, lines.size(), finding.kind().name(), finding.objectKey(), finding.words()});
        }
        batches.batchUpdate(
                "insert into storage_check_finding (check_id, line, kind, object_key, words) values (?, ?, ?, ?, ?)",
                lines);
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
        return jdbc.sql("select * from storage_check order by finished_at desc, started_at desc limit 1")
                .query((rs, n) -> new CheckReport(
                        rs.getObject("started_at", OffsetDateTime.class).toInstant(),
                        rs.getObject("finished_at", OffsetDateTime.class).toInstant(),
                        rs.getString("asked_by"),
                        rs.getLong("blobs"),
                        rs.getLong("bytes"),
                        rs.getLong("objects"),
                        rs.getLong("finding_count"),
                        findings(rs.getObject("id", UUID.class))))
                .optional();
    }

    private List<CheckFinding> findings(UUID checkId) {
        return jdbc.sql("select kind, object_key, words from storage_check_finding where check_id = ? order by line")
                .param(checkId)
                .query((rs, n) -> new CheckFinding(
                        CheckFinding.Kind.valueOf(rs.getString("kind")),
                        rs.getString("object_key"),
                        rs.getString("words")))
                .list();
    }
}
