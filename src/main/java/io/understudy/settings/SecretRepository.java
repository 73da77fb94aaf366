package io.understudy.settings;

import io.understudy.platform.core.Actor;
import io.understudy.platform.data.TypedJdbcClient;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Repository;

@Repository
class SecretRepository {
    private final TypedJdbcClient jdbc;

    SecretRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false when there is one already */
    boolean add(SecretName name, String sealed, Actor by, Instant now) {
        return jdbc.sql("insert into secret (name, sealed, set_by, set_by_name, set_at) values (?, ?, ?, ?, ?)"
                                + " on conflict do nothing")
                        .params(name, sealed, by.id(), by.name(), now)
                        .update()
                == 1;
    }

    /** @return whether there was one */
    boolean remove(SecretName name) {
        return jdbc.sql("delete from secret where name = ?").param(name).update() == 1;
    }

    Optional<SecretState> state(SecretName name) {
        return jdbc.sql("select set_by_name, set_at from secret where name = ?")
                .param(name)
                .query(SecretState.class)
                .optional();
    }

    Optional<String> sealed(SecretName name) {
        return jdbc.sql("select sealed from secret where name = ?")
                .param(name)
                .query(String.class)
                .optional();
    }
}
