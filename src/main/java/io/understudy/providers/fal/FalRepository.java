package io.understudy.providers.fal;

import io.understudy.platform.data.TypedJdbcClient;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
class FalRepository {
    private static final String READ = "select request_id, endpoint, cancel_url, reference, wanted_at from fal_cancel";

    private static final int LONGEST_ADDRESS = 2000;

    private final TypedJdbcClient jdbc;

    FalRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param wantedAt when a person wished it */
    record Cancel(String requestId, String endpoint, String cancelUrl, UUID reference, Instant wantedAt) {}

    void addCancel(Cancel cancel) {
        jdbc.sql("""
                        insert into fal_cancel (request_id, endpoint, cancel_url, reference, wanted_at)
                        values (:requestId, :endpoint, :cancelUrl, :reference, :wantedAt)
                        on conflict do nothing""").paramSource(cancel).update();
    }

    List<Cancel> cancels() {
        return jdbc.sql(READ + " order by wanted_at, request_id")
                .query(Cancel.class)
                .list();
    }

    Optional<Cancel> findCancel(String requestId) {
        return jdbc.sql(READ + " where request_id = ?")
                .param(requestId)
                .query(Cancel.class)
                .optional();
    }

    void removeCancel(String requestId) {
        jdbc.sql("delete from fal_cancel where request_id = ?").param(requestId).update();
    }

    /** Where fal keeps what was uploaded, by the SHA-256 of the bytes. */
    Optional<URI> upload(String sha256, Instant since) {
        return jdbc.sql("select address from fal_upload where sha256 = ? and uploaded_at >= ?")
                .params(sha256, since)
                .query(String.class)
                .optional()
                .map(URI::create);
    }

    void addUpload(String sha256, URI address, Instant now) {
        if (address.toString().length() > LONGEST_ADDRESS) {
            return;
        }
        int changed = jdbc.sql("update fal_upload set address = ?, uploaded_at = ? where sha256 = ?")
                .params(address.toString(), now, sha256)
                .update();
        if (changed == 0) {
            jdbc.sql("insert into fal_upload (sha256, address, uploaded_at) values (?, ?, ?) on conflict do nothing")
                    .params(sha256, address.toString(), now)
                    .update();
        }
    }

    void forgetUploadsBefore(Instant moment) {
        jdbc.sql("delete from fal_upload where uploaded_at < ?").param(moment).update();
    }
}
