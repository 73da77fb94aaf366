package io.understudy.api.idempotency;

import io.understudy.platform.data.TypedJdbcClient;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
class IdempotencyRepository {
    private final TypedJdbcClient jdbc;

    IdempotencyRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false when the key was used already */
    boolean claim(UUID owner, String key, String requestHash, Instant now) {
        return jdbc.sql("insert into api_answer (owner_id, idempotency_key, request_hash, claimed_at)"
                                + " values (?, ?, ?, ?) on conflict do nothing")
                        .params(owner, key, requestHash, now)
                        .update()
                == 1;
    }

    Optional<StoredAnswer> find(UUID owner, String key) {
        return jdbc.sql("select request_hash, claimed_at, status, content_type, location, entity_tag, body"
                        + " from api_answer where owner_id = ? and idempotency_key = ?")
                .params(owner, key)
                .query(StoredAnswer.class)
                .optional();
    }

    void answered(UUID owner, String key, StoredAnswer answer) {
        jdbc.sql("update api_answer set status = :status, content_type = :contentType, location = :location,"
                        + " entity_tag = :entityTag, body = :body where owner_id = :owner and idempotency_key = :key")
                .param("owner", owner)
                .param("key", key)
                .param("status", answer.status())
                .param("contentType", answer.contentType())
                .param("location", answer.location())
                .param("entityTag", answer.entityTag())
                .param("body", answer.body())
                .update();
    }

    void withdraw(UUID owner, String key) {
        jdbc.sql("delete from api_answer where owner_id = ? and idempotency_key = ?")
                .params(owner, key)
                .update();
    }

    /** @return whether it was there: of several nodes one gives it back */
    boolean giveBack(UUID owner, String key, Instant unansweredSince) {
        return jdbc.sql("delete from api_answer"
                                + " where owner_id = ? and idempotency_key = ? and status is null and claimed_at < ?")
                        .params(owner, key, unansweredSince)
                        .update()
                == 1;
    }

    int forget(Instant before) {
        return jdbc.sql("delete from api_answer where claimed_at < ?")
                .param(before)
                .update();
    }
}
