package io.understudy.platform.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("attack")
class DatabaseInUseAnalyzerTest {
    @TempDir
    Path folder;

    @Test
    void aSecondStartOnTheSameFileEndsWithASentence() throws Exception {
        // As another process would: within one, H2 shares the open file.
        Path file = Files.createFile(folder.resolve("understudy.mv.db"));
        Throwable problem;
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            other.lock();
            problem = catchThrowable(() -> DriverManager.getConnection("jdbc:h2:" + folder.resolve("understudy")));
        }

        var analysis = new DatabaseInUseAnalyzer().analyze(new IllegalStateException("The beans failed", problem));

        assertThat(analysis).isNotNull();
        assertThat(analysis.getDescription()).isEqualTo("The database file is in use by another process.");
        assertThat(analysis.getAction()).contains("Stop the server");
    }

    @Test
    void anotherProblemIsLeftToOthers() {
        assertThat(new DatabaseInUseAnalyzer().analyze(new IllegalStateException(new SQLException("No table"))))
                .isNull();
    }
}
