package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents go stale quietly; what can be checked of them is checked here. */
class DocumentationTest {
    /** A type, with or without its module or package and with or without members. */
    private static final Pattern TYPE = Pattern.compile("`([a-z.]+\\.)?([A-Z]\\w*[a-z]\\w*)(?:\\.\\w+(?:\\(\\))?)*`");

    private static final Pattern PACKAGE = Pattern.compile("`([a-z]+(?:\\.[a-z]+)+)`|package `([a-z]+)`");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    /** Names of other people's types and tools. */
    private static final Set<String> FOREIGN =
            Set.of("NullAway", "JdbcClient", "Clock", "HTMLElement", "ElementEffect");

    /** Endings that CONTRIBUTING.md forbids. */
    private static final Set<String> UNWANTED = Set.of("Impl", "Util", "Utils", "Helper");

    /** In the changelog, in characters. */
    private static final int LONGEST_SENTENCE = 160;

    private static final Path MAIN = Path.of("src/main/java/io/understudy");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            List<Path> found =
                    docs.filter(file -> file.toString().endsWith(".md")).toList();
            return Stream.concat(Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")), found.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) throws IOException {
        Path folder = document.toAbsolutePath().getParent();
        Matcher link = LINK.matcher(Files.readString(document));
        assertThat(link.results().map(found -> found.group(1)))
                .allSatisfy(target -> assertThat(folder.resolve(target)).exists());
    }

    @Test
    void typesAndPackagesThatDocumentsNameExist() throws IOException {
        Set<String> types = types();
        Set<String> unknown = new TreeSet<>();
        for (Path document : documentsOfTheCode()) {
            String text = Files.readString(document);
            TYPE.matcher(text)
                    .results()
                    .filter(named -> !types.contains(Objects.requireNonNullElse(named.group(1), "") + named.group(2)))
                    .filter(named -> !FOREIGN.contains(named.group(2)) && !UNWANTED.contains(named.group(2)))
                    .forEach(named -> unknown.add(document + ": " + named.group()));
            PACKAGE.matcher(text)
                    .results()
                    .filter(named -> isMissing(named.group(1), named.group(2)))
                    .forEach(named -> unknown.add(document + ": " + named.group()));
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void theChangelogHasOneShortSentenceALineAndNoneTwice() throws IOException {
        List<String> sentences = Files.readAllLines(Path.of("CHANGELOG.md")).stream()
                .filter(line -> line.startsWith("- "))
                .toList();

        assertThat(sentences)
                .hasSizeGreaterThan(500)
                .doesNotHaveDuplicates()
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(LONGEST_SENTENCE));
    }

    /** @param dotted a package where its first part is a module, and else a property or a column */
    private static boolean isMissing(@Nullable String dotted, @Nullable String called) {
        String name = dotted == null ? Objects.requireNonNull(called) : dotted;
        Path folder = MAIN.resolve(name.replace('.', '/'));
        boolean meant = dotted == null || Files.isDirectory(MAIN.resolve(dotted.substring(0, dotted.indexOf('.'))));
        return meant && !Files.isDirectory(folder);
    }

    /** Decisions that others have replaced speak of what there was. */
    private static List<Path> documentsOfTheCode() throws IOException {
        List<Path> found = new ArrayList<>(
                List.of(Path.of("docs/architecture.md"), Path.of("docs/glossary.md"), Path.of("CONTRIBUTING.md")));
        try (Stream<Path> decisions = Files.list(Path.of("docs/decisions"))) {
            for (Path decision : decisions.sorted().toList()) {
                if (Files.readString(decision).contains("- Status: accepted")) {
                    found.add(decision);
                }
            }
        }
        return found;
    }

    /** Simple names, each also with its module and with its package in front. */
    private static Set<String> types() throws IOException {
        try (Stream<Path> main = Files.walk(MAIN);
                Stream<Path> tests = Files.walk(Path.of("src/test/java"))) {
            return Stream.concat(
                            main.filter(file -> file.toString().endsWith(".java"))
                                    .map(MAIN::relativize)
                                    .flatMap(file -> Stream.of(
                                            name(file),
                                            file.getName(0) + "." + name(file),
                                            file.toString().replace(".java", "").replace('/', '.'))),
                            tests.map(DocumentationTest::name))
                    .collect(Collectors.toSet());
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}
