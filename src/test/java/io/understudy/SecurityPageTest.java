package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** What the security page claims rests on tests that exist and run. */
class SecurityPageTest {
    private static final Pattern NAMED = Pattern.compile("\\b[A-Z]\\w+#\\w+");
    private static final Pattern LINKED =
            Pattern.compile("\\[(\\w+)#(\\w+)]\\(\\.\\./src/test/java/([\\w/]+/\\1)\\.java\\)");
    private static final Pattern REQUIREMENT = Pattern.compile("(?<![\\d.])\\d+\\.\\d+\\.\\d+(?!\\.?\\d)");
    private static final String ATTACK = "@Tag(\"attack\")";
    private static final String ONCE = "@Tag(\"once\")";

    /** Of ASVS 5.0.0. */
    private static final List<String> LEVEL_1 = Stream.of(
                    "1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.3.1 1.3.2 1.5.1",
                    "2.1.1 2.2.1 2.2.2 2.3.1",
                    "3.2.1 3.2.2 3.3.1 3.4.1 3.4.2 3.5.1 3.5.2 3.5.3",
                    "4.1.1 4.4.1",
                    "5.2.1 5.2.2 5.3.1 5.3.2",
                    "6.1.1 6.2.1 6.2.2 6.2.3 6.2.4 6.2.5 6.2.6 6.2.7 6.2.8 6.3.1 6.3.2 6.4.1 6.4.2",
                    "7.2.1 7.2.2 7.2.3 7.2.4 7.4.1 7.4.2",
                    "8.1.1 8.2.1 8.2.2 8.3.1",
                    "9.1.1 9.1.2 9.1.3 9.2.1",
                    "10.4.1 10.4.2 10.4.3 10.4.4 10.4.5",
                    "11.3.1 11.3.2 11.4.1",
                    "12.1.1 12.2.1 12.2.2",
                    "13.4.1",
                    "14.2.1 14.3.1",
                    "15.1.1 15.2.1 15.3.1")
            .flatMap(chapter -> Stream.of(chapter.split(" ")))
            .toList();

    private static final List<String> LEVEL_2 = Stream.of(
                    "1.1.1 1.1.2 1.2.6 1.2.7 1.2.8 1.2.9 1.3.3 1.3.4 1.3.5 1.3.6 1.3.7 1.3.8 1.3.9 1.3.10 1.3.11",
                    "1.4.1 1.4.2 1.4.3 1.5.2",
                    "2.1.2 2.1.3 2.2.3 2.3.2 2.3.3 2.3.4 2.4.1",
                    "3.3.2 3.3.3 3.3.4 3.4.3 3.4.4 3.4.5 3.4.6 3.5.4 3.5.5 3.7.1 3.7.2",
                    "4.1.2 4.1.3 4.2.1 4.3.1 4.3.2 4.4.2 4.4.3 4.4.4",
                    "5.1.1 5.2.3 5.4.1 5.4.2 5.4.3",
                    "6.1.2 6.1.3 6.2.9 6.2.10 6.2.11 6.2.12 6.3.3 6.3.4 6.4.3 6.4.4 6.5.1 6.5.2 6.5.3 6.5.4 6.5.5",
                    "6.6.1 6.6.2 6.6.3 6.8.1 6.8.2 6.8.3 6.8.4",
                    "7.1.1 7.1.2 7.1.3 7.3.1 7.3.2 7.4.3 7.4.4 7.4.5 7.5.1 7.5.2 7.6.1 7.6.2",
                    "8.1.2 8.2.3 8.4.1",
                    "9.2.2 9.2.3 9.2.4",
                    "10.1.1 10.1.2 10.2.1 10.2.2 10.3.1 10.3.2 10.3.3 10.3.4 10.4.6 10.4.7 10.4.8 10.4.9 10.4.10",
                    "10.4.11 10.5.1 10.5.2 10.5.3 10.5.4 10.5.5 10.6.1 10.6.2 10.7.1 10.7.2 10.7.3",
                    "11.1.1 11.1.2 11.2.1 11.2.2 11.2.3 11.3.3 11.4.2 11.4.3 11.4.4 11.5.1 11.6.1",
                    "12.1.2 12.1.3 12.3.1 12.3.2 12.3.3 12.3.4",
                    "13.1.1 13.2.1 13.2.2 13.2.3 13.2.4 13.2.5 13.3.1 13.3.2 13.4.2 13.4.3 13.4.4 13.4.5",
                    "14.1.1 14.1.2 14.2.2 14.2.3 14.2.4 14.3.2 14.3.3",
                    "15.1.2 15.1.3 15.2.2 15.2.3 15.3.2 15.3.3 15.3.4 15.3.5 15.3.6 15.3.7",
                    "16.1.1 16.2.1 16.2.2 16.2.3 16.2.4 16.2.5 16.3.1 16.3.2 16.3.3 16.3.4 16.4.1 16.4.2 16.4.3",
                    "16.5.1 16.5.2 16.5.3",
                    "17.1.1 17.2.1 17.2.2 17.2.3 17.2.4 17.3.1 17.3.2")
            .flatMap(chapter -> Stream.of(chapter.split(" ")))
            .toList();

    private static final String STATE = "met|met; .+|(partly|not met|no case), because .+";

    /** A row of four cells. */
    private record Row(String name, String state, String tests) {
        boolean isStatement() {
            return name.matches("S\\d+");
        }

        boolean isMet() {
            return state.startsWith("met");
        }
    }

    private final String page = Files.readString(Path.of("docs/security.md"));
    private final List<Row> rows = rows(page.lines().toList());

    SecurityPageTest() throws IOException {}

    @Test
    void everyStatementIsThereOnce() {
        assertThat(rows.stream().filter(Row::isStatement).map(Row::name))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 56).mapToObj(n -> "S" + n).toList());
    }

    @Test
    void everyRequirementOfLevels1And2HasARow() {
        String tables = page.replaceAll("(?s).*\n## Statements\n(.*?)\n## Attacks that were tried\n.*", "$1");

        assertThat(LEVEL_1).hasSize(70);
        assertThat(LEVEL_2).hasSize(183).doesNotContainAnyElementsOf(LEVEL_1);
        assertThat(REQUIREMENT.matcher(tables).results().map(MatchResult::group))
                .containsAll(LEVEL_1)
                .containsAll(LEVEL_2);
    }

    @Test
    void everyAttackThatIsPlayedOnOneDatabaseIsNamed() throws IOException {
        String databases = page.replaceAll("(?s).*\nBoth databases: (.*?)\n\n.*", "$1");
        List<String> once = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                String code = Files.readString(file);
                // One of the two is said of the whole class.
                if (code.contains("\n" + ONCE) && code.contains(ATTACK)
                        || code.contains("\n" + ATTACK) && code.contains(ONCE)) {
                    once.add(file.getFileName().toString().replace(".java", ""));
                }
            }
        }

        assertThat(once)
                .hasSizeGreaterThan(3)
                .allSatisfy(type -> assertThat(databases).contains("[" + type + "]("));
    }

    @Test
    void everyRowSaysHowFarItIsMetAndWhatIsMetNamesItsTest() {
        assertThat(rows).hasSizeGreaterThan(100).allSatisfy(row -> {
            assertThat(row.state()).matches(STATE);
            if (row.isMet()) {
                assertThat(row.tests()).as(row.name()).contains(row.isStatement() ? "#" : "](");
            }
        });
    }

    @Test
    void everyTestThatIsNamedExistsAndIsNotSwitchedOff() {
        List<MatchResult> linked = LINKED.matcher(page).results().toList();
        assertThat(linked).as("with a link each").hasSize((int)
                NAMED.matcher(page).results().count());
        assertThat(linked).allSatisfy(test -> {
            Class<?> type = Class.forName(
                    test.group(3).replace('/', '.'), false, getClass().getClassLoader());
            assertThat(type.isAnnotationPresent(Disabled.class))
                    .as(test.group())
                    .isFalse();
            assertThat(members(type, test.group(2)))
                    .as(test.group())
                    .isNotEmpty()
                    .noneMatch(member -> member.isAnnotationPresent(Disabled.class));
        });
    }

    @Test
    void everyAttackThatWasTriedIsPlayedByTheAttackSuite() {
        String tried = page.replaceAll("(?s).*\n## Attacks that were tried\n(.*?)\n## .*", "$1");
        assertThat(rows(tried.lines().toList())).hasSizeGreaterThan(50).allSatisfy(row -> {
            List<MatchResult> tests = LINKED.matcher(row.tests()).results().toList();
            assertThat(tests).as(row.name()).isNotEmpty().allSatisfy(test -> {
                Class<?> type = Class.forName(
                        test.group(3).replace('/', '.'), false, getClass().getClassLoader());
                assertThat(Stream.concat(Stream.of(type), members(type, test.group(2)).stream()))
                        .as(test.group())
                        .anyMatch(SecurityPageTest::isAnAttack);
            });
        });
    }

    private static boolean isAnAttack(AnnotatedElement element) {
        return AnnotationSupport.findRepeatableAnnotations(element, Tag.class).stream()
                .anyMatch(tag -> tag.value().equals("attack"));
    }

    private static List<AnnotatedElement> members(Class<?> type, String name) {
        Stream<AnnotatedElement> methods =
                ReflectionSupport.findMethods(
                                type, method -> method.getName().equals(name), HierarchyTraversalMode.TOP_DOWN)
                        .stream()
                        .map(method -> method);
        Stream<AnnotatedElement> fields =
                ReflectionSupport.findFields(
                                type, field -> field.getName().equals(name), HierarchyTraversalMode.TOP_DOWN)
                        .stream()
                        .map(field -> field);
        return Stream.concat(methods, fields)
                .filter(member -> AnnotationSupport.isAnnotated(member, Testable.class))
                .toList();
    }

    /** Without the heads of the tables, which a line of dashes follows. */
    private static List<Row> rows(List<String> lines) {
        List<Row> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean head = i + 1 < lines.size() && lines.get(i + 1).startsWith("|-");
            List<String> cells =
                    Arrays.stream(lines.get(i).split("\\|")).map(String::strip).toList();
            if (lines.get(i).startsWith("| ") && !head && cells.size() == 5) {
                found.add(new Row(cells.get(1), cells.get(3), cells.get(4)));
            }
        }
        return found;
    }
}
