package io.understudy.support;

import io.understudy.providers.fal.FakeFal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

public class TestDirectories implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final class Postgres {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                // Nothing outlives the tests; and what two of its sessions wait for in vain is found in less than a
                // second.
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("deadlock_timeout", "100ms")
                        .start();
            } catch (IOException problem) {
                throw new UncheckedIOException("The embedded PostgreSQL did not start", problem);
            }
        }
    }

    public static boolean onPostgreSql() {
        return "postgresql".equals(System.getProperty("understudy.test.database"));
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        String name = "studio_" + UUID.randomUUID().toString().replace("-", "");
        Path folder = temporaryFolder();
        TestPropertyValues.of(
                        "spring.datasource.url=" + (onPostgreSql() ? createDatabase(name) : inMemory(name)),
                        "spring.datasource.username=" + (onPostgreSql() ? "postgres" : "sa"),
                        "spring.datasource.password=",
                        // H2 ties a check such as "role in (...)" to the connection that created the table: it must not
                        // retire.
                        "spring.datasource.hikari.max-lifetime=0",
                        "understudy.data=" + folder.resolve("data"))
                .and(FakeFal.shared().settings())
                .applyTo(context);
    }

    private static String inMemory(String name) {
        return "jdbc:h2:mem:" + name
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1";
    }

    private static String createDatabase(String name) {
        try (Connection connection = Postgres.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
            return Postgres.SERVER.getJdbcUrl("postgres", name);
        } catch (SQLException problem) {
            throw new IllegalStateException("No database for the test", problem);
        }
    }

    private static Path temporaryFolder() {
        try {
            Path folder = Files.createTempDirectory("understudy-test");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    FileSystemUtils.deleteRecursively(folder);
                } catch (IOException leftBehind) {
                    System.err.println("Left behind: " + folder);
                }
            }));
            return folder;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
