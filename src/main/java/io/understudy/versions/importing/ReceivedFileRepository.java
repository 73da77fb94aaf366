package io.understudy.versions.importing;

import io.understudy.platform.data.TypedJdbcClient;
import io.understudy.storage.BlobHash;
import io.understudy.versions.registry.Deed;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Repository;

/** Records who brought a LoRA file here, also where another person makes the version of it. */
@Repository
class ReceivedFileRepository {
    private final TypedJdbcClient client;

    ReceivedFileRepository(TypedJdbcClient client) {
        this.client = client;
    }

    /** The first time counts. */
    void add(BlobHash file, UUID account, Instant now) {
        client.sql("insert into received_file (file_hash, account_id, received_at) values (?, ?, ?)"
                        + " on conflict do nothing")
                .params(file, account, now)
                .update();
    }

    Map<UUID, Deed> receivers(Collection<BlobHash> files) {
        return client
                .sql("select account_id, min(received_at) from received_file where file_hash in (:files)"
                        + " group by account_id")
                .param("files", files)
                .map(UUID.class, Instant.class)
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, first -> new Deed("uploaded the file", first.getValue())));
    }
}
