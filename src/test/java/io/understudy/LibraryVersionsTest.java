package io.understudy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Libraries that are released together are used together: a fix in one of them may need the others. */
@Tag("attack")
class LibraryVersionsTest {
    /** Groups whose parts have versions of their own. */
    private static final Set<String> APART = Set.of("org/apache/commons", "com/google/guava", "org/webjars");

    /** Parts of other groups that have versions of their own. */
    private static final Set<String> PARTS_APART = Set.of("jackson-annotations", "netty-tcnative-classes");

    private record Library(String group, String name, String version) {
        /** As Maven's repository lays it out: group, name, version, file. */
        static Stream<Library> of(Path file) {
            int parts = file.getNameCount();
            if (parts < 5 || !file.toString().endsWith(".jar")) {
                return Stream.empty();
            }
            String group = file.getParent().getParent().getParent().toString();
            return Stream.of(new Library(
                    group.replace(File.separatorChar, '/').replaceAll(".*/repository/", ""),
                    file.getName(parts - 3).toString(),
                    file.getName(parts - 2).toString()));
        }
    }

    private final List<Library> libraries = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .flatMap(Library::of)
            .toList();

    @Test
    void partsOfOneLibraryHaveOneVersion() {
        Map<String, Set<String>> versions = libraries.stream()
                .filter(library ->
                        APART.stream().noneMatch(library.group()::endsWith) && !PARTS_APART.contains(library.name()))
                .collect(groupingBy(Library::group, mapping(Library::version, toSet())));

        assertThat(versions)
                .hasSizeGreaterThan(50)
                .allSatisfy((group, used) -> assertThat(used).as(group).hasSize(1));
    }

    @Test
    void noLibraryIsThereTwice() {
        assertThat(libraries.stream().map(library -> library.group() + "/" + library.name()))
                .hasSizeGreaterThan(100)
                .doesNotHaveDuplicates();
    }
}
