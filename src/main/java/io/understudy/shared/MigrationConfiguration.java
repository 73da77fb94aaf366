package io.understudy.shared;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Brings the database to the newest schema. An H2 file is opened anew after that: H2 (2.4.240) ties the list of a check such
 * as {@code state in ('QUEUED', 'RUNNING', 'LOST')} to the session that created the table, and refuses every later write to
 * the table once that connection is closed, which the pool does within the first half hour. Opened anew, the lists
 * belong to the database itself.
 */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {
    private static final Logger log = LoggerFactory.getLogger(MigrationConfiguration.class);

    /** A database in memory would be lost, one on a server is not ours to close. */
    private static final Pattern OWN_H2_FILE = Pattern.compile("jdbc:h2:(?!mem:|tcp:|ssl:).*");

    @Bean
    FlywayMigrationStrategy migrations() {
        return MigrationConfiguration::migrate;
    }

    private static void migrate(Flyway flyway) {
        log.info("Opening the database.");
        boolean changed = flyway.migrate().migrationsExecuted > 0;
        if (changed) {
            log.info("The tables of the database were brought up to date.");
        }
        if (changed
                && flyway.getConfiguration().getDataSource() instanceof HikariDataSource pool
                && OWN_H2_FILE.matcher(pool.getJdbcUrl()).matches()) {
            openAnew(pool);
        }
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
                    "The database could not be opened anew after its tables were made", problem);
        }
        connections.softEvictConnections();
    }
}
