package io.understudy.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationConfigurationTest {
    @TempDir
    Path folder;

    @Test
    void aFileCanBeWrittenToAfterTheConnectionThatMadeItsTablesIsGone() throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("understudy")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
        try (HikariDataSource pool = pool(url)) {
            new MigrationConfiguration()
                    .migrations()
                    .migrate(Flyway.configure()
                            .dataSource(pool)
                            .locations("classpath:db/migration", "classpath:db/vendor/h2")
                            .load());
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

    private static HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername("understudy");
        pool.setPassword("");
        pool.setMaximumPoolSize(4);
        return pool;
    }
}
