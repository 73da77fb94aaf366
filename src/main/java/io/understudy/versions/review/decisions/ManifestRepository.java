package io.understudy.versions.review.decisions;

import io.understudy.platform.data.TypedJdbcClient;
import java.util.Optional;
import org.springframework.stereotype.Repository;

@Repository
public class ManifestRepository {
    private final TypedJdbcClient jdbc;

    ManifestRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void keep(ManifestHash hash, String content) {
        jdbc.sql("insert into version_manifest (hash, content) values (?, ?) on conflict do nothing")
                .params(hash, content)
                .update();
    }

    public Optional<String> content(ManifestHash hash) {
        return jdbc.sql("select content from version_manifest where hash = ?")
                .param(hash)
                .query(String.class)
                .optional();
    }
}
