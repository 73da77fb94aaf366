package io.understudy.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts the database back to what the migrations left, the clock back to its start, and signs everyone out. */
public class FreshDatabase implements TestExecutionListener, Ordered {
    private static final String TABLES = """
            select table_name from information_schema.tables
            where table_schema in ('public', 'PUBLIC') and table_type in ('BASE TABLE', 'TABLE')
              and table_name <> 'flyway_schema_history'
            order by table_name""";

    private static final int MOST_TRIES = 10;

    // Shared: there is a listener per test class, but a context, and its database, for many.
    private static final Map<ApplicationContext, Map<String, List<Map<String, Object>>>> SEEDS = new HashMap<>();

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 5_000;
    }

    @Override
    public void beforeTestMethod(TestContext test) {
        ApplicationContext context = test.getApplicationContext();
        JdbcTemplate jdbc = new JdbcTemplate(context.getBean(javax.sql.DataSource.class));
        synchronized (SEEDS) {
            Map<String, List<Map<String, Object>>> seed = SEEDS.get(context);
            if (seed == null) {
                SEEDS.put(context, readAll(jdbc));
            } else {
                restore(jdbc, seed);
            }
        }
        context.getBeansOfType(TestState.class).values().forEach(TestState::reset);
        // Each context brings its own strategy; the last one created would hold for all of them.
        SecurityContextHolder.setContextHolderStrategy(context.getBean(SecurityContextHolderStrategy.class));
        SecurityContextHolder.clearContext();
    }

    @Override
    public void afterTestMethod(TestContext test) {
        SecurityContextHolder.clearContext();
    }

    private static Map<String, List<Map<String, Object>>> readAll(JdbcTemplate jdbc) {
        Map<String, List<Map<String, Object>>> rows = new HashMap<>();
        for (String table : jdbc.queryForList(TABLES, String.class)) {
            rows.put(table, jdbc.queryForList("select * from " + table));
        }
        return rows;
    }

    private static void restore(JdbcTemplate jdbc, Map<String, List<Map<String, Object>>> seed) {
        Map<String, List<Map<String, Object>>> changed = changed(jdbc, seed);
        if (changed.isEmpty()) {
            return;
        }
        if (TestDirectories.onPostgreSql()) {
            for (int tries = 1; !restored(jdbc, changed); tries++) {
                assertThat(tries).as("tries to empty the database").isLessThan(MOST_TRIES);
            }
        } else {
            jdbc.execute("set referential_integrity false");
            changed.keySet().forEach(table -> jdbc.execute("truncate table " + table));
            insertAll(jdbc, changed);
            jdbc.execute("set referential_integrity true");
        }
    }

    /** False where work that a test left behind holds what is to be deleted: it ends with the next write. */
    private static boolean restored(JdbcTemplate jdbc, Map<String, List<Map<String, Object>>> changed) {
        try {
            new TransactionTemplate(new DataSourceTransactionManager(Objects.requireNonNull(jdbc.getDataSource())))
                    .executeWithoutResult(status -> {
                        // No keys and no triggers; for a few rows, deleting takes a fraction of the time of truncating.
                        jdbc.execute("set local session_replication_role = replica");
                        jdbc.execute("delete from " + String.join("; delete from ", changed.keySet()));
                        insertAll(jdbc, changed);
                    });
            return true;
        } catch (PessimisticLockingFailureException deadlock) {
            return false;
        }
    }

    /** What the tables that hold something else now held in the beginning. */
    private static Map<String, List<Map<String, Object>>> changed(
            JdbcTemplate jdbc, Map<String, List<Map<String, Object>>> seed) {
        Map<String, List<Map<String, Object>>> changed = new HashMap<>();
        seed.forEach((table, rows) -> {
            if (!rows.isEmpty() && !rows.equals(jdbc.queryForList("select * from " + table))) {
                changed.put(table, rows);
            }
        });
        String filled = seed.keySet().stream()
                .filter(table -> seed.get(table).isEmpty())
                .sorted()
                .map(table -> "select '" + table + "' where exists (select 1 from " + table + ")")
                .collect(Collectors.joining(" union all "));
        jdbc.queryForList(filled, String.class).forEach(table -> changed.put(table, List.of()));
        return changed;
    }

    private static void insertAll(JdbcTemplate jdbc, Map<String, List<Map<String, Object>>> seed) {
        seed.forEach((table, rows) -> rows.forEach(row -> {
            List<String> columns = new ArrayList<>(row.keySet());
            String marks = String.join(", ", columns.stream().map(column -> "?").toList());
            jdbc.update(
                    "insert into " + table + " (" + String.join(", ", columns) + ") values (" + marks + ")",
                    columns.stream().map(row::get).toArray());
        }));
    }
}
