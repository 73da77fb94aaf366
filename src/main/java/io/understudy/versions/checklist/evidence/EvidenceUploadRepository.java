package io.understudy.versions.checklist.evidence;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
class EvidenceUploadRepository {
    private final TypedJdbcClient jdbc;

    EvidenceUploadRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID account, BlobHash hash, Instant now) {
        jdbc.sql("delete from evidence_upload where account_id = ? and hash = ?")
                .params(account, hash)
                .update();
        jdbc.sql("""
                        insert into evidence_upload (account_id, hash, uploaded_at) values (?, ?, ?)
                        on conflict do nothing""").params(account, hash, now).update();
    }

    Set<BlobHash> of(UUID account) {
        return jdbc.sql("select hash from evidence_upload where account_id = ?")
                .param(account)
                .query(BlobHash.class)
                .set();
    }

    void forgetBefore(Instant time) {
        jdbc.sql("delete from evidence_upload where uploaded_at < ?")
                .param(time)
                .update();
    }
}
