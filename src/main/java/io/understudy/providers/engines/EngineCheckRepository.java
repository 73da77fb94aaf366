package io.understudy.providers.engines;

import io.understudy.platform.data.TypedJdbcClient;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** How engines answered, and what removed ones were called. */
@Repository
class EngineCheckRepository {
    private static final String COLUMNS = "select engine_id, checked_at, silent_since, answer from engine_check";

    private record Row(
            EngineId engine, Instant checkedAt, @Nullable Instant silentSince, EngineAnswer answer) {
        EngineCard.Check check() {
            return new EngineCard.Check(checkedAt, silentSince, answer);
        }
    }

    private final TypedJdbcClient jdbc;

    EngineCheckRepository(TypedJdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<EngineId, EngineCard.Check> all() {
        return jdbc.sql(COLUMNS).query(Row.class).list().stream().collect(Collectors.toMap(Row::engine, Row::check));
    }

    Optional<EngineCard.Check> of(EngineId engine) {
        return jdbc.sql(COLUMNS + " where engine_id = ?")
                .param(engine)
                .query(Row.class)
                .optional()
                .map(Row::check);
    }

    /** Nothing is kept where the engine was removed meanwhile. */
    void keep(EngineId engine, EngineAnswer answer, Instant now) {
        int changed = jdbc.sql("""
                        update engine_check set checked_at = :now, answer = :answer,
                          silent_since = case when :silent then coalesce(silent_since, :now) end
                        where engine_id = :engine""")
                .param("now", now)
                .param("answer", answer)
                .param("silent", !answer.isGood())
                .param("engine", engine)
                .update();
        if (changed == 0) {
            jdbc.sql("""
                            insert into engine_check (engine_id, checked_at, silent_since, answer)
                            select id, :now, case when :silent then :now end, :answer from engine where id = :engine""")
                    .param("now", now)
                    .param("answer", answer)
                    .param("silent", !answer.isGood())
                    .param("engine", engine)
                    .update();
        }
    }

    void forget(EngineId engine) {
        jdbc.sql("delete from engine_check where engine_id = ?").param(engine).update();
    }

    void addFormer(String backend, String name, Instant now) {
        jdbc.sql("insert into former_engine (backend, name, removed_at) values (?, ?, ?)")
                .params(backend, name, now)
                .update();
    }

    Map<String, String> formerNames() {
        record Former(String backend, String name) {}
        return jdbc.sql("select backend, name from former_engine").query(Former.class).list().stream()
                .collect(Collectors.toMap(Former::backend, Former::name));
    }
}
