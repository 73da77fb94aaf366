package io.understudy.versions;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Manifests {
    private final JdbcClient jdbc;

    Manifests(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void keep(ManifestHash hash, String content) {
        jdbc.sql("insert into version_manifest (hash, content) values (?, ?) on conflict do nothing")
                .params(hash.hex(), content)
                .update();
    }

    Optional<String> content(ManifestHash hash) {
        return jdbc.sql("select content from version_manifest where hash = ?")
                .param(hash.hex())
                .query((row, line) -> row.getString(1))
                .optional();
    }
}
