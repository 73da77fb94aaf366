package io.understudy.support;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which module owns which table, as the names of the migration files say: {@code V014__create_versions_sheets.sql} creates
 * tables of {@code versions}.
 */
public final class ModuleTables {
    private static final Path FOLDER = Path.of("src/main/resources/db/migration");
    private static final Pattern NAME = Pattern.compile("V(\\d{3})__create_([a-z]+)(_[a-z_]+)?\\.sql");
    private static final Pattern CREATED = Pattern.compile("^create table (\\w+)", Pattern.MULTILINE);

    private final List<MigrationFile> files;
    private final Map<String, String> modules;

    private ModuleTables(List<MigrationFile> files) {
        this.files = files;
        // Fails where two files create the same table.
        this.modules = files.stream()
                .flatMap(file -> file.tables().stream().map(table -> Map.entry(table, file.module())))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * A migration.
     *
     * @param sql without comments
     */
    public record MigrationFile(String name, int number, String module, String sql) {
        public List<String> tables() {
            return all(CREATED, sql).map(match -> match.group(1)).toList();
        }
    }

    /** @throws IllegalStateException when a file's name does not say which module it is of */
    public static ModuleTables read() {
        try (Stream<Path> found = Files.list(FOLDER)) {
            return new ModuleTables(found.sorted().map(ModuleTables::file).toList());
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** In the order in which they run. */
    public List<MigrationFile> files() {
        return files;
    }

    public Set<String> tables() {
        return modules.keySet();
    }

    /** Empty for what is no table. */
    public Optional<String> moduleOf(String table) {
        return Optional.ofNullable(modules.get(table));
    }

    private static Stream<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static MigrationFile file(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        if (!name.matches()) {
            throw new IllegalStateException(path + " is not named like V014__create_versions_sheets.sql");
        }
        try {
            return new MigrationFile(
                    name.group(),
                    Integer.parseInt(name.group(1)),
                    name.group(2),
                    Files.readString(path).replaceAll("(?m)^\\s*--.*\\R?", ""));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
