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
    void everyRequirementOfLevel1HasARow() {
        String tables = page.replaceAll("(?s).*\n## Statements\n(.*?)\n## Attacks that were tried\n.*", "$1");

        assertThat(LEVEL_1).hasSize(70);
        assertThat(REQUIREMENT.matcher(tables).results().map(MatchResult::group))
                .containsAll(LEVEL_1);
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
