package io.understudy.settings;

import io.understudy.platform.data.TypedJdbcClient;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

@Repository
class SettingRepository {
    private final TypedJdbcClient jdbc;

    SettingRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<String> text(String name) {
        return jdbc.sql("select text from setting where name = ?")
                .param(name)
                .query(String.class)
                .optional();
    }

    void put(String name, String text, UUID by, Instant at) {

        int changed = jdbc.sql("update setting set text = ?, changed_by = ?, changed_at = ? where name = ?")
                .params(text, by, at, name)
                .update();
        if (changed == 0) {
            jdbc.sql("insert into setting (name, text, changed_by, changed_at) values (?, ?, ?, ?)")
                    .params(name, text, by, at)
                    .update();
        }
    }
}
