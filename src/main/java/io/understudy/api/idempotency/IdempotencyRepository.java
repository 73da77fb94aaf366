package io.understudy.api.idempotency;

import io.understudy.platform.data.TypedJdbcClient;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

@Repository
class IdempotencyRepository {
    private final TypedJdbcClient jdbc;

    IdempotencyRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false when the key was used already */
    boolean claim(UUID owner, String key, String requestHash, Instant now) {
        return jdbc.sql("insert into api_answer (owner_id, idempotency_key, request_hash, begun_at, claimed_at)"
                                + " values (?, ?, ?, ?, ?) on conflict do nothing")
                        .params(owner, key, requestHash, now, now)
                        .update()
                == 1;
    }

    /**
     * Claims a request again that was never answered.
     *
     * @return whether it was lost: of several servers one gets it
     */
    boolean takeOver(UUID owner, String key, String requestHash, Instant lostBefore, Instant now) {
        return jdbc.sql("update api_answer set claimed_at = ? where owner_id = ? and idempotency_key = ?"
                                + " and request_hash = ? and status is null and claimed_at < ?")
                        .params(now, owner, key, requestHash, lostBefore)
                        .update()
                == 1;
    }

    Optional<StoredAnswer> find(UUID owner, String key) {
        return jdbc.sql("select request_hash, begun_at, claimed_at, status, content_type, location, entity_tag, body"
                        + " from api_answer where owner_id = ? and idempotency_key = ?")
                .params(owner, key)
                .query(StoredAnswer.class)
                .optional();
    }

    /** @param body null where it is too long, or nobody knows what was done */
    void answered(
            Claim claim,
            int status,
            @Nullable String contentType,
            @Nullable String location,
            @Nullable String entityTag,
            @Nullable String body) {
        jdbc.sql("update api_answer set status = :status, content_type = :contentType, location = :location,"
                        + " entity_tag = :entityTag, body = :body"
                        + " where owner_id = :owner and idempotency_key = :key and claimed_at = :claimedAt")
                .param("owner", claim.owner())
                .param("key", claim.key())
                .param("claimedAt", claim.claimedAt())
                .param("status", status)
                .param("contentType", contentType)
                .param("location", location)
                .param("entityTag", entityTag)
                .param("body", body)
                .update();
    }

    /** Has the same request be worked on again, as one that was lost with its server. */
    void release(Claim claim) {
        jdbc.sql("update api_answer set claimed_at = ? where owner_id = ? and idempotency_key = ? and claimed_at = ?")
                .params(Instant.EPOCH, claim.owner(), claim.key(), claim.claimedAt())
                .update();
    }

    void withdraw(Claim claim) {
        jdbc.sql("delete from api_answer where owner_id = ? and idempotency_key = ? and claimed_at = ?")
                .params(claim.owner(), claim.key(), claim.claimedAt())
                .update();
    }

    void forget(UUID owner, String key, Instant begunBefore) {
        jdbc.sql("delete from api_answer where owner_id = ? and idempotency_key = ? and begun_at < ?")
                .params(owner, key, begunBefore)
                .update();
    }

    int forget(Instant begunBefore) {
        return jdbc.sql("delete from api_answer where begun_at < ?")
                .param(begunBefore)
                .update();
    }
}
