package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.ModuleTables;
import io.understudy.support.StudioTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the migrations make of an empty database; the entities fit, or the context would not start. */
@StudioTest
class MigratedTablesTest {
    @Autowired
    private JdbcClient jdbc;

    @Test
    void everyTableIsOfAModule() {
        assertThat(jdbc.sql("""
                                select lower(table_name) from information_schema.tables
                                where lower(table_schema) = 'public' and table_name <> 'flyway_schema_history'""").query(String.class).list())
                .containsExactlyInAnyOrderElementsOf(ModuleTables.read().tables());
    }
}
