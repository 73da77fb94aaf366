package io.understudy.shared;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;

class MigrationConfigurationTest {
    @TempDir
    Path folder;

    @Test
    void aFileCanBeWrittenToAfterTheConnectionThatMadeItsTablesIsGone() throws SQLException {
        String url = url();
        try (HikariDataSource pool = pool(url)) {
            migrate(pool);
            try (Connection later = DriverManager.getConnection(url, "understudy", "");
                    Statement write = later.createStatement()) {
                // As when the pool retires its connections one after the other.
                pool.close();
                assertThat(write.executeUpdate("""
                                insert into photo_consent
                                    (id, row_version, photo_hash, file_name, source, basis, terms, vouched_by, vouched_at)
                                values (random_uuid(), 0, 'a', 'a.jpg', 'us', 'OWN_PHOTO', '', random_uuid(), now())""")).isOne();
            }
        }
    }

    @Test
    void aDatabaseOfAnotherBaselineIsRefusedInOneSentence() throws SQLException {
        String url = url();
        try (HikariDataSource pool = pool(url)) {
            migrate(pool);
        }
        try (Connection before = DriverManager.getConnection(url, "understudy", "");
                Statement statement = before.createStatement()) {
            assertThat(statement.executeUpdate(
                            "update \"flyway_schema_history\" set \"checksum\" = 1, \"description\" = 'create people'"
                                    + " where \"version\" = '001'"))
                    .isOne();
        }
        try (HikariDataSource pool = pool(url)) {
            IncompatibleDatabaseException refused =
                    catchThrowableOfType(IncompatibleDatabaseException.class, () -> migrate(pool));
            FailureAnalysis shown = requireNonNull(new IncompatibleDatabaseAnalyzer()
                    .analyze(new BeanCreationException("The database is not ready", refused)));
            assertThat(shown.getDescription())
                    .isEqualTo(
                            "The database " + url.split(";", 2)[0]
                                    + " was created by a build of Understudy with other tables and cannot be opened by this one.");
            assertThat(shown.getAction())
                    .isEqualTo(
                            "Start the build that created it, or start this one with an empty data folder or database.");
        }
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("understudy")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
    }

    private static void migrate(HikariDataSource pool) {
        new MigrationConfiguration()
                .migrations()
                .migrate(Flyway.configure()
                        .dataSource(pool)
                        .locations("classpath:db/migration", "classpath:db/vendor/h2")
                        .load());
    }

    private static HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("understudy");
        pool.setPassword("");
        pool.setMaximumPoolSize(4);
        return pool;
    }
}
