package io.understudy.versions.checklist.evidence;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import io.understudy.versions.VersionId;
import java.util.Optional;
import org.springframework.stereotype.Repository;

@Repository
class EvidenceFileQueries {
    private final TypedJdbcClient jdbc;

    EvidenceFileQueries(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What the first tick of a version that named it called a file. */
    Optional<String> name(VersionId version, BlobHash file) {
        return jdbc.sql("""
                        select evidence.words from checklist_evidence evidence
                        join checklist_tick tick on tick.id = evidence.tick_id
                        where tick.version_id = ? and evidence.kind = 'FILE' and evidence.picture = ?
                        order by tick.ticked_at fetch first 1 rows only""").params(version, file).query(String.class).optional();
    }
}
