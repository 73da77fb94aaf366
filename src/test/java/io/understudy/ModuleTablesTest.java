package io.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.support.ModuleTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A module's tables are its own: others ask its services. */
class ModuleTablesTest {
    private static final Path SOURCES = Path.of("src/main/java/io/understudy");

    /** A comment, a character, a text block or a string; only the last two are groups. */
    private static final Pattern TOKENS = Pattern.compile(
            "//[^\\n]*|/\\*.*?\\*/|'(?:\\\\.|[^'\\\\\\n])+'|\"\"\"(.*?)\"\"\"|\"((?:\\\\.|[^\"\\\\\\n])*)\"",
            Pattern.DOTALL);

    private static final Pattern JOINED = Pattern.compile("\\s*\\+\\s*");

    /** A statement or a part of one, not a sentence such as "Walk from picture to picture". */
    private static final Pattern SQL = Pattern.compile(
            "^[\\s(]*(?:select|insert|update|delete|with|from|join|left|where|and)\\b|\\b(?:select|where|join|insert into)\\b");

    /** The list after {@code from} is followed by commas, aliases included. */
    private static final Pattern NAMED =
            Pattern.compile("\\b(?:from|join|into|update)\\s+((?:only\\s+)?\\w+(?:(?:\\s+\\w+)?\\s*,\\s*\\w+)*)");

    private final ModuleTables tables = ModuleTables.read();

    private record Use(Path file, String module, String table) {}

    @Test
    void noModuleNamesATableOfAnother() throws IOException {
        List<Use> uses = uses();
        // Most tables are used in SQL: the reader finds it.
        assertThat(uses.stream().map(Use::table).distinct().count())
                .isGreaterThan(tables.tables().size() / 2);
        List<Use> foreign = uses.stream()
                .filter(use -> !tables.moduleOf(use.table()).equals(Optional.of(use.module())))
                .toList();
        assertThat(foreign.stream()
                        .map(use -> SOURCES.relativize(use.file()) + " of " + use.module() + " names " + use.table()
                                + " of " + tables.moduleOf(use.table()).orElseThrow())
                        .distinct())
                .isEmpty();
    }

    private List<Use> uses() throws IOException {
        List<Use> uses = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> SOURCES.relativize(path).getNameCount() > 1)
                    .sorted()
                    .toList()) {
                String module = SOURCES.relativize(file).getName(0).toString();
                for (String text : texts(Files.readString(file))) {
                    named(text).forEach(table -> uses.add(new Use(file, module, table)));
                }
            }
        }
        return uses;
    }

    private Set<String> named(String text) {
        if (!SQL.matcher(text).find()) {
            return Set.of();
        }
        return NAMED.matcher(text)
                .results()
                .flatMap(
                        match -> Pattern.compile("\\w+").matcher(match.group(1)).results())
                .map(MatchResult::group)
                .filter(tables.tables()::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** String literals of a source, those that are joined with plus signs as one. */
    private static List<String> texts(String source) {
        List<String> texts = new ArrayList<>();
        Matcher token = TOKENS.matcher(source);
        int end = -1;
        while (token.find()) {
            String text = token.group(1) != null ? token.group(1) : token.group(2);
            if (text == null) {
                continue;
            }
            if (end >= 0 && JOINED.matcher(source.substring(end, token.start())).matches()) {
                texts.set(texts.size() - 1, texts.getLast() + text);
            } else {
                texts.add(text);
            }
            end = token.end();
        }
        return texts;
    }
}
