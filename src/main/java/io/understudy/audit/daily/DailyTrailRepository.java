package io.understudy.audit.daily;

import io.understudy.audit.AuditService.Found;
import io.understudy.bundle.Hashes;
import io.understudy.platform.core.Wording;
import io.understudy.platform.data.Batches;
import io.understudy.platform.data.TypedJdbcClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class DailyTrailRepository {
    private static final int MOST = 1000;
    private static final int LENGTH = 2000;

    private record Last(Instant checkedAt, long rowCount) {}

    private final TypedJdbcClient jdbc;
    private final Batches batches;

    DailyTrailRepository(TypedJdbcClient jdbc, Batches batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /**
     * Replaces what the check before found.
     *
     * @param whole whether the check came to its end: otherwise, what it did not look for may still be there
     * @return what the check before did not find
     */
    @Transactional
    List<Found> replace(Instant now, long rows, List<Found> found, boolean whole) {
        // Checks that end at the same moment pass one after the other.
        jdbc.sql("select id from audit_walk for update").query(Integer.class).list();
        jdbc.sql("delete from audit_check").update();
        jdbc.sql("insert into audit_check (id, checked_at, row_count) values (1, ?, ?)")
                .params(now, rows)
                .update();
        Map<String, Found> current = new LinkedHashMap<>();
        found.stream().limit(MOST).forEach(one -> current.putIfAbsent(hash(one), one));
        Set<String> known = new HashSet<>(jdbc.sql("select finding_hash from audit_finding")
                .query(String.class)
                .list());
        Set<String> over = new HashSet<>(known);
        over.removeAll(current.keySet());
        if (whole && !over.isEmpty()) {
            jdbc.sql("delete from audit_finding where finding_hash in (:over)")
                    .param("over", over)
                    .update();
        }
        current.keySet().removeAll(known);
        batches.update(
                "insert into audit_finding (finding_hash, position, words, found_at) values (?, ?, ?, ?)",
                current.values(),
                (one, position) ->
                        Batches.row(hash(one), position, cut(one.problem().words()), now));
        return List.copyOf(current.values());
    }

    Optional<DailyTrailReport> last() {
        return jdbc.sql("select checked_at, row_count from audit_check")
                .query(Last.class)
                .optional()
                .map(last -> new DailyTrailReport(
                        last.checkedAt(),
                        last.rowCount(),
                        jdbc.sql("select words, found_at as since from audit_finding order by found_at, position")
                                .query(DailyTrailReport.Finding.class)
                                .list()));
    }

    private static String hash(Found found) {
        return Hashes.hex(found.key().getBytes(StandardCharsets.UTF_8));
    }

    private static String cut(String words) {
        return Wording.cut(words, LENGTH);
    }
}
