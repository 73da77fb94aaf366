package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.ModuleTables;
import io.understudy.support.ModuleTables.MigrationFile;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The baseline: each module's tables in files of their own, created once as they are. */
class MigrationFilesTest {
    private static final Pattern ALTERED = Pattern.compile("(?i)\\balter\\s+(\\w+)\\s+(\\w+)([^;]*);");
    private static final Pattern REFERENCE =
            Pattern.compile("(?i)\\s+add constraint \\w+ foreign key \\([^)]*\\)\\s+references (\\w+) \\([^)]*\\)\\s*");
    private static final Pattern BACK_FILLED = Pattern.compile("(?im)^\\s*(update|delete|drop|truncate)\\b.*");
    private static final Pattern NAMED = Pattern.compile(
            "(?i)\\bcreate (?:unique )?index \\w+ on (\\w+)|\\binsert into (\\w+)|\\b(?:from|join) (\\w+)");

    private final ModuleTables tables = ModuleTables.read();

    @Test
    void filesAreNumberedWithoutGaps() {
        List<Integer> numbers =
                tables.files().stream().map(MigrationFile::number).toList();
        assertThat(numbers).hasSizeGreaterThan(15);
        assertThat(numbers)
                .isEqualTo(IntStream.rangeClosed(1, numbers.size()).boxed().toList());
    }

    @Test
    void everyFileCreatesTables() {
        assertThat(tables.files()).noneMatch(file -> file.tables().isEmpty());
    }

    @Test
    void nothingIsBackFilled() {
        assertThat(tables.files())
                .noneMatch(file -> BACK_FILLED.matcher(file.sql()).find());
    }

    /** Two tables of a file that point to each other need it for one of the two keys. */
    @Test
    void nothingIsAlteredButForAKeyBetweenTwoTablesOfTheSameFile() {
        for (MigrationFile file : tables.files()) {
            assertThat(ALTERED.matcher(file.sql()).results()).allSatisfy(match -> {
                assertThat(match.group(1)).isEqualToIgnoringCase("table");
                var key = REFERENCE.matcher(match.group(3));
                assertThat(key.matches()).as(file.name() + ": " + match.group()).isTrue();
                assertThat(file.tables()).contains(match.group(2), key.group(1));
            });
        }
    }

    @Test
    void everyFileTouchesOnlyTablesOfItsModule() {
        for (MigrationFile file : tables.files()) {
            String statements = file.sql().replaceAll("'[^']*'", "''");
            assertThat(NAMED.matcher(statements).results().map(MigrationFilesTest::named))
                    .as(file.name())
                    .allSatisfy(table -> assertThat(tables.moduleOf(table)).hasValue(file.module()));
        }
    }

    private static String named(MatchResult match) {
        return IntStream.rangeClosed(1, match.groupCount())
                .mapToObj(match::group)
                .filter(group -> group != null)
                .findFirst()
                .orElseThrow();
    }
}
