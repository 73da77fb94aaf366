package io.understudy.platform.data;

import com.zaxxer.hikari.HikariDataSource;
import io.understudy.platform.outages.Dependency;
import io.understudy.platform.outages.DependencyProbe;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks the database on a connection of its own: those of the pool may all be busy, and asking the pool takes as long as its
 * time-out while there is no database.
 */
@Component
class DatabaseProbe implements DependencyProbe {
    private static final Logger log = LoggerFactory.getLogger(DatabaseProbe.class);
    private static final int SECONDS = 2;

    private final HikariDataSource pool;
    private final DatabaseGate gate;
    private @Nullable Connection own;

    DatabaseProbe(HikariDataSource pool, DatabaseGate gate) {
        this.pool = pool;
        this.gate = gate;
    }

    @Override
    public Dependency dependency() {
        return Dependency.DATABASE;
    }

    /** H2 runs inside this process. */
    @Override
    public boolean always() {
        return DataConfiguration.isPostgreSql(pool);
    }

    @Override
    public boolean answers() {
        try {
            boolean answers = always() ? answersItself() : answersFromThePool();
            gate.close(!answers);
            return answers;
        } catch (SQLException noAnswer) {
            log.debug("The database does not answer", noAnswer);
            gate.close(true);
            return false;
        }
    }

    private boolean answersItself() throws SQLException {
        if (connection().isValid(SECONDS)) {
            return true;
        }
        close();
        return connection().isValid(SECONDS);
    }

    private boolean answersFromThePool() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(SECONDS);
        }
    }

    private Connection connection() throws SQLException {
        Connection open = own;
        if (open == null || open.isClosed()) {
            Properties settings = new Properties();
            settings.putAll(DataConfiguration.NETWORK);
            settings.setProperty("user", pool.getUsername());
            settings.setProperty("password", Objects.requireNonNullElse(pool.getPassword(), ""));
            open = DriverManager.getConnection(pool.getJdbcUrl(), settings);
            own = open;
        }
        return open;
    }

    @PreDestroy
    void close() throws SQLException {
        Connection open = own;
        own = null;
        if (open != null) {
            open.close();
        }
    }
}
