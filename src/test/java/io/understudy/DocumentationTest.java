package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents go stale quietly; what can be checked of them is checked here. */
class DocumentationTest {
    /** A module and a type in it, or a type alone whose name has several words. */
    private static final Pattern TYPE =
            Pattern.compile("`(?:([a-z]+\\.[A-Z]\\w+)|([A-Z]\\w*[a-z]\\w*[A-Z]\\w*))(?:\\.\\w+(?:\\(\\))?)?`");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    /** Names of other people's types and tools. */
    private static final Set<String> FOREIGN = Set.of("NullAway", "JdbcClient");

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
    void typesThatArchitectureAndGlossaryNameExist() throws IOException {
        Set<String> types = types();
        Set<String> unknown = new TreeSet<>();
        for (String document : List.of("docs/architecture.md", "docs/glossary.md", "CONTRIBUTING.md")) {
            Matcher named = TYPE.matcher(Files.readString(Path.of(document)));
            while (named.find()) {
                String type = named.group(1) == null ? named.group(2) : named.group(1);
                if (!types.contains(type) && !FOREIGN.contains(type)) {
                    unknown.add(document + ": " + named.group());
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    /** Simple names, each also with its module in front. */
    private static Set<String> types() throws IOException {
        Path root = Path.of("src/main/java/io/understudy");
        try (Stream<Path> main = Files.walk(root);
                Stream<Path> tests = Files.walk(Path.of("src/test/java"))) {
            return Stream.concat(
                            main.filter(file -> file.toString().endsWith(".java"))
                                    .flatMap(file -> Stream.of(
                                            name(file), root.relativize(file).getName(0) + "." + name(file))),
                            tests.map(DocumentationTest::name))
                    .collect(Collectors.toSet());
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}
