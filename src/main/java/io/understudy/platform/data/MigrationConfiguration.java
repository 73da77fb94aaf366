package io.understudy.platform.data;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Brings the database to the newest schema. An H2 file is reopened after that: H2 (2.4.240) ties the list of a check such
 * as {@code state in ('QUEUED', 'RUNNING', 'LOST')} to the session that created the table, and refuses every later write to
 * the table once that connection is closed, which the pool does within the first half hour. Reopened, the lists
 * belong to the database itself.
 */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {
    private static final Logger log = LoggerFactory.getLogger(MigrationConfiguration.class);

    /** An in-memory database would be lost, and a server is not ours to close. */
    private static final Pattern OWN_H2_FILE = Pattern.compile("jdbc:h2:(?!mem:|tcp:|ssl:).*");

    @Bean
    FlywayMigrationStrategy migrations() {
        return MigrationConfiguration::migrate;
    }

    private static void migrate(Flyway flyway) {
        log.info("Opening the database.");
        boolean changed = executed(flyway) > 0;
        if (changed) {
            log.info("The tables of the database were brought up to date.");
        }
        if (changed
                && flyway.getConfiguration().getDataSource() instanceof HikariDataSource pool
                && OWN_H2_FILE.matcher(pool.getJdbcUrl()).matches()) {
            openAnew(pool);
        }
    }

    private static int executed(Flyway flyway) {
        try {
            return flyway.migrate().migrationsExecuted;
        } catch (FlywayValidateException differs) {
            boolean failed = Arrays.stream(flyway.info().applied())
                    .anyMatch(migration -> migration.getState().isFailed());
            throw failed ? differs : new IncompatibleDatabaseException(address(flyway), differs);
        }
    }

    /** Without options, which may hold a password. */
    private static String address(Flyway flyway) {
        return flyway.getConfiguration().getDataSource() instanceof HikariDataSource pool
                ? pool.getJdbcUrl().split("[;?]", 2)[0]
                : "in use";
    }

    private static void openAnew(HikariDataSource pool) {
        HikariPoolMXBean connections = pool.getHikariPoolMXBean();
        connections.softEvictConnections();
        try (Connection last = pool.getConnection();
                Statement closing = last.createStatement()) {
            closing.execute("shutdown");
            pool.evictConnection(last);
        } catch (SQLException problem) {
            throw new IllegalStateException(
                    "The database could not be reopened after its tables were created", problem);
        }
        connections.softEvictConnections();
    }
}
