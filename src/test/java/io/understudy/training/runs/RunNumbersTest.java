package io.understudy.training.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("attack")
class RunNumbersTest {
    private static final Pattern NUMBERS = Pattern.compile("create sequence training_run_number[^;]*");

    @TempDir
    Path folder;

    @Test
    void theNextRunAfterAKillHasTheNextNumber() throws Exception {
        Matcher numbers =
                NUMBERS.matcher(Files.readString(Path.of("src/main/resources/db/migration/V010__create_training.sql")));
        assertThat(numbers.find()).isTrue();
        try (Connection first = connect("runs");
                Statement statement = first.createStatement()) {
            statement.execute(numbers.group());
            assertThat(next(statement)).isEqualTo(1);
            assertThat(next(statement)).isEqualTo(2);
            // What kill -9 leaves.
            Files.copy(folder.resolve("runs.mv.db"), folder.resolve("killed.mv.db"));
        }

        try (Connection second = connect("killed");
                Statement statement = second.createStatement()) {
            assertThat(next(statement)).isEqualTo(3);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:h2:" + folder.resolve(database) + ";WRITE_DELAY=0");
    }

    private static long next(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("select next value for training_run_number")) {
            result.next();
            return result.getLong(1);
        }
    }
}
