package io.understudy.providers.fal.messages;

import io.understudy.platform.data.TypedJdbcClient;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
public class FalMessageRepository {
    private final TypedJdbcClient jdbc;

    FalMessageRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws org.springframework.dao.DuplicateKeyException when a message with this signature was taken before */
    void add(String signature, String requestId, UUID reference, Instant now) {
        jdbc.sql("insert into fal_message (signature, request_id, reference, received_at) values (?, ?, ?, ?)")
                .params(signature, requestId, reference, now)
                .update();
    }

    List<String> heardAmong(Set<String> requests) {
        if (requests.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("select distinct request_id from fal_message where request_id in (:requests)")
                .param("requests", requests)
                .query(String.class)
                .list();
    }

    public int forgetBefore(Instant moment) {
        return jdbc.sql("delete from fal_message where received_at < ?")
                .param(moment)
                .update();
    }
}
