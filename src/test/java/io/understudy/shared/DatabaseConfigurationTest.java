package io.understudy.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DatabaseConfigurationTest {
    private static final String H2 = "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL";

    /** Why connections stay: this is what happened to whoever used the product for more than half an hour. */
    @Test
    void h2RefusesWritesOnceTheSessionThatMadeTheTableIsClosed() throws SQLException {
        try (Connection other = DriverManager.getConnection(H2);
                Statement write = other.createStatement()) {
            try (Connection migration = DriverManager.getConnection(H2);
                    Statement create = migration.createStatement()) {
                create.execute("create table account (role varchar(16), check (role in ('MEMBER', 'ADMIN')))");
                write.execute("insert into account values ('ADMIN')");
            }

            assertThatThrownBy(() -> write.execute("insert into account values ('MEMBER')"))
                    .hasMessageContaining("Check constraint invalid");
        }
    }

    @Test
    void connectionsToH2AreNeverRetired() {
        try (HikariDataSource pool = pool("jdbc:h2:file:./data/understudy;MODE=PostgreSQL")) {
            assertThat(pool.getMaxLifetime()).isZero();
        }
    }

    @Test
    void connectionsToPostgreSqlAreRetiredAsUsual() {
        try (HikariDataSource pool = pool("jdbc:postgresql://database/understudy")) {
            assertThat(pool.getMaxLifetime()).isPositive();
        }
    }

    private static HikariDataSource pool(String url) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        DatabaseConfiguration.connectionsToH2Stay().postProcessBeforeInitialization(pool, "dataSource");
        return pool;
    }
}
